package dev.r3.activities.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenAI-compatible server of one model, which says what its script says, and else how long it is. */
public final class FakeEndpoint implements AutoCloseable {
    static final String MODEL = "Fake/Model-72B";

    private static final ObjectMapper JSON = new ObjectMapper();

    public record Request(String path, String authorization, JsonNode body) {}

    public record Answer(int status, String body) {
        public static Answer text(String text, String finish, int tokens) {
            ObjectNode answer = JSON.createObjectNode();
            ObjectNode choice = answer.putArray("choices").addObject().put("finish_reason", finish);
            choice.putObject("message").put("role", "assistant").put("content", text);
            answer.putObject("usage").put("completion_tokens", tokens);
            return new Answer(200, answer.toString());
        }

        static Answer error(int status, String message) {
            ObjectNode answer = JSON.createObjectNode();
            answer.putObject("error").put("message", message);
            return new Answer(status, answer.toString());
        }

        /** The connection is cut in place of an answer. */
        static Answer cut() {
            return new Answer(0, "");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    volatile long thinkMillis;

    static {
        // Else each answer waits 40 ms for the client's acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    public FakeEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::complete);
        server.createContext(
                "/v1/models",
                exchange -> send(exchange, new Answer(200, "{\"data\":[{\"id\":\"%s\"}]}".formatted(MODEL))));
        server.start();
    }

    /** The next completions. */
    public FakeEndpoint answering(Answer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    EndpointSpec spec(String model, int concurrency, String keyFrom) {
        return new EndpointSpec(address(), model, concurrency, keyFrom);
    }

    public EndpointSpec spec() {
        return spec(MODEL, 4, "");
    }

    String address() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    public List<Request> requests() {
        return requests;
    }

    int mostOpen() {
        return mostOpen.get();
    }

    private void complete(HttpExchange exchange) throws IOException {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        Answer answer;
        try {
            answer = answer(exchange);
        } finally {
            // Before the answer is sent: whoever has it may ask again at once.
            open.decrementAndGet();
        }
        send(exchange, answer);
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(new Request(exchange.getRequestURI().getPath(), authorization == null ? "" : authorization, body));
        try {
            Thread.sleep(thinkMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Answer scripted = script.poll();
        String text = body.path("messages").size() + " messages";
        return scripted == null ? Answer.text(text, "stop", 3) : scripted;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.status() == 0) {
            exchange.close();
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
