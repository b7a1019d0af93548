package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The few calls of MLflow's REST interface that deliveries make, over {@link FakeRuns} and {@link FakeModels}; any call can be scripted. */
final class FakeMlflow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param call e.g. {@code runs/create}, {@code PATCH logged-models/m-0} or, of a file, {@code PUT /1/run/artifacts/a.txt} */
    record Request(String call, String authorization, String body) {}

    record Answer(int status, String body) {
        static Answer json(String body) {
            return new Answer(200, body);
        }

        static Answer error(int status, String code) {
            return new Answer(status, "{\"error_code\":\"%s\",\"message\":\"says the server\"}".formatted(code));
        }
    }

    /** What happens to a scripted call. */
    interface Script {
        Answer answer() throws IOException, InterruptedException;
    }

    final FakeRuns runs = new FakeRuns();
    final FakeModels models = new FakeModels();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Script>> scripts = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    static {
        // Else each answer waits 40 ms for the client's acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    FakeMlflow() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next calls of this kind go as scripted, the later ones to the runs again. */
    FakeMlflow scripting(String call, Script... script) {
        scripts.computeIfAbsent(call, key -> new ArrayDeque<>()).addAll(List.of(script));
        return this;
    }

    FakeMlflow answering(String call, Answer answer) {
        return scripting(call, () -> answer);
    }

    List<Request> requests() {
        return requests;
    }

    List<String> calls() {
        return requests.stream().map(Request::call).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String call = call(exchange);
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            requests.add(new Request(call, authorization, body));
            Answer answer = answer(call, exchange.getRequestURI(), body);
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            throw new IOException("the server stops", e);
        }
    }

    private Answer answer(String call, URI uri, String body) throws IOException, InterruptedException {
        Deque<Script> script = scripts.getOrDefault(call, new ArrayDeque<>());
        if (!script.isEmpty()) {
            return script.remove().answer();
        }
        if (call.startsWith("PUT ") || call.startsWith("POST ")) {
            return runs.file(call, body);
        }
        String query = uri.getQuery();
        JsonNode json = body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
        String value = query == null ? "" : query.substring(query.indexOf('=') + 1);
        return FakeModels.knows(call) ? models.call(call, value, json) : runs.call(call, value, json);
    }

    private static String call(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String rest = "/api/2.0/mlflow/";
        String proxy = "/api/2.0/mlflow-artifacts/artifacts";
        if (path.startsWith(rest)) {
            String method = exchange.getRequestMethod();
            boolean plain = method.equals("GET") || method.equals("POST");
            return (plain ? "" : method + " ") + path.substring(rest.length());
        } else if (path.startsWith(proxy)) {
            return exchange.getRequestMethod() + " " + path.substring(proxy.length());
        }
        return exchange.getRequestMethod() + " " + path + "?"
                + exchange.getRequestURI().getQuery();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
