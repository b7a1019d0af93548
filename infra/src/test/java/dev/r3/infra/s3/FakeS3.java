package dev.r3.infra.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.r3.infra.settings.S3Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives the answers of a script, one a request, the last one for ever, and keeps the requests. */
final class FakeS3 implements AutoCloseable {

    static final String SECRET = "the-secret-key";

    /** The bucket of {@link #store}; its objects are under the prefix {@code r3/}. */
    static final String BUCKET = "bucket";

    /** Of the patient store: small, so that small files go up in parts. */
    static final S3Parts PARTS = new S3Parts(1000, 400);

    /** A request's head: what it says of itself before its body. */
    record Request(String method, String path, String query, String ifNoneMatch, String authorization) {}

    /** What happens to a request. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    static {
        // Else each answer waits 40 ms for the client's acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    FakeS3 answering(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    S3ArtifactStore store() {
        return store(endpoint());
    }

    /** A store that is patient enough for the SDK's pauses and a busy machine. */
    static S3ArtifactStore store(URI endpoint) {
        return store(endpoint, Duration.ofSeconds(2), Duration.ofSeconds(5), PARTS);
    }

    /** A store that gives up soon. */
    static S3ArtifactStore impatientStore(URI endpoint) {
        return store(endpoint, Duration.ofMillis(100), Duration.ofSeconds(1), S3Parts.DEFAULT);
    }

    private static S3ArtifactStore store(URI endpoint, Duration silence, Duration call, S3Parts parts) {
        var credentials = new S3Settings.Credentials("access-key", SECRET);
        return new S3ArtifactStore(
                new S3Settings(Optional.of(endpoint), "us-east-1", BUCKET, "r3", true, Optional.of(credentials)),
                new S3Timeouts(Duration.ofSeconds(2), silence, call, 128 << 20),
                parts);
    }

    /** An answer with nothing but a status. */
    static Answer status(int status) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** S3's answer to a request that fails. */
    static Answer error(int status, String code) {
        return body(status, "<Error><Code>%s</Code><Message>says the server</Message></Error>".formatted(code));
    }

    static Answer object(String content) {
        return body(200, content);
    }

    /** The answer to a request for an object's head. */
    static Answer head(String length) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Length", length);
            exchange.sendResponseHeaders(200, -1);
        };
    }

    /** An object of so many bytes, in pieces and without a length. */
    static Answer stream(long bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1 << 16];
            for (long sent = 0; sent < bytes; sent += piece.length) {
                exchange.getResponseBody().write(piece);
            }
        };
    }

    /** Declares more than it sends, then breaks the connection. */
    static Answer broken(String content, int declared) {
        return exchange -> {
            exchange.sendResponseHeaders(200, declared);
            exchange.getResponseBody().write(content.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("the script breaks the connection");
        };
    }

    /** Takes the connection, reads nothing and says nothing. */
    static Answer silence() {
        return exchange -> {
            try {
                Thread.sleep(30_000);
            } catch (InterruptedException e) {
                throw new IOException("the server stops", e);
            }
        };
    }

    private static Answer body(int status, String text) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    String.valueOf(exchange.getRequestHeaders().getFirst("If-None-Match")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
            next().to(exchange);
        }
    }

    private synchronized Answer next() {
        return script.size() > 1 ? script.remove() : script.element();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
