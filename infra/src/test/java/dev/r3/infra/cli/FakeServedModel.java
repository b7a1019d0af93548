package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenAI-compatible server, which wants a key, and whose model gives up on Countdown at once. */
final class FakeServedModel implements AutoCloseable {
    static final String MODEL = "fake/model-72b";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final String authorization;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<JsonNode> conversations = new CopyOnWriteArrayList<>();

    /**
     * @param key that it wants
     */
    FakeServedModel(String key) throws IOException {
        this.authorization = "Bearer " + key;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    /** What it was asked, such as {@code GET /v1/models}. */
    List<String> calls() {
        return calls;
    }

    /** What it was to go on with, whole requests. */
    List<JsonNode> conversations() {
        return conversations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode asked = JSON.readTree(exchange.getRequestBody());
        String path = exchange.getRequestURI().getPath();
        calls.add(exchange.getRequestMethod() + " " + path);
        ObjectNode answer = JSON.createObjectNode();
        int status = 200;
        if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            status = 401;
        } else if (path.equals("/v1/models")) {
            answer.putArray("data").addObject().put("id", MODEL);
        } else {
            conversations.add(asked);
            ObjectNode choice = answer.putArray("choices").addObject().put("finish_reason", "stop");
            choice.putObject("message")
                    .put("role", "assistant")
                    .put(
                            "content",
                            "I give up after %d messages"
                                    .formatted(asked.path("messages").size()));
            answer.putObject("usage").put("completion_tokens", 7);
        }
        byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
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
