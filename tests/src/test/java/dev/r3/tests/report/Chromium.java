package dev.r3.tests.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.local.ChromiumTool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one page, told what to do by its own protocol. */
final class Chromium implements AutoCloseable {
    static final String TITLE = "Chromium";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> answers;
    private int calls;

    private Chromium(Process process, WebSocket socket, BlockingQueue<JsonNode> answers) {
        this.process = process;
        this.socket = socket;
        this.answers = answers;
    }

    /** @param folder of its own */
    static Chromium start(ChromiumTool.Program program, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(
                        program.file().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile());
        builder.environment().putAll(program.environment());
        Process process = builder.start();
        BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(process, folder), new Listener(answers))
                .join();
        Chromium chromium = new Chromium(process, socket, answers);
        chromium.call("Page.enable");
        chromium.call("Network.enable");
        return chromium;
    }

    /** Of its first page. */
    private static URI address(Process process, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file) || Files.size(file) == 0) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("Chromium did not start: " + Files.readString(folder.resolve("chromium.log")));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        String port = Files.readAllLines(file).get(0);
        JsonNode targets = JSON.readTree(
                URI.create("http://127.0.0.1:" + port + "/json").toURL().openStream());
        return Stream.iterate(0, i -> i < targets.size(), i -> i + 1)
                .map(targets::get)
                .filter(target -> target.path("type").asText().equals("page"))
                .map(target -> URI.create(target.path("webSocketDebuggerUrl").asText()))
                .findFirst()
                .orElseThrow();
    }

    /** What it has computed so far, all its processes together: however busy the machine is. */
    Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Opens a file and waits until an expression is true. */
    void open(Path file, String until) throws InterruptedException {
        ObjectNode place = JSON.createObjectNode().put("url", file.toUri().toString());
        call("Page.navigate", place);
        await(until);
    }

    /** Waits until an expression is true. */
    void await(String expression) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate("!!(" + expression + ")").asBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never true: " + expression);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** An expression's value; of a promise what it gives. */
    JsonNode evaluate(String expression) throws InterruptedException {
        JsonNode result = call(
                "Runtime.evaluate",
                JSON.createObjectNode()
                        .put("expression", expression)
                        .put("returnByValue", true)
                        .put("awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** The window's size in CSS pixels, and whether its user likes it dark. */
    void look(int width, int height, String scheme) throws InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                JSON.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        ObjectNode media = JSON.createObjectNode();
        media.putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", media);
    }

    /** What the window shows, as PNG. */
    byte[] screenshot() throws InterruptedException {
        JsonNode shot = call("Page.captureScreenshot", JSON.createObjectNode().put("format", "png"));
        return Base64.getDecoder().decode(shot.path("data").asText());
    }

    /** Presses the return key and lets it go. */
    void pressReturn() throws InterruptedException {
        ObjectNode key = JSON.createObjectNode()
                .put("key", "Enter")
                .put("code", "Enter")
                .put("text", "\r")
                .put("windowsVirtualKeyCode", 13);
        call("Input.dispatchKeyEvent", key.deepCopy().put("type", "keyDown"));
        call("Input.dispatchKeyEvent", key.put("type", "keyUp"));
    }

    private void call(String method) throws InterruptedException {
        call(method, JSON.createObjectNode());
    }

    private JsonNode call(String method, ObjectNode parameters) throws InterruptedException {
        int id = ++calls;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        while (true) {
            JsonNode answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("Chromium does not answer " + method);
            }
            if (answer.path("id").asInt() == id) {
                if (answer.has("error")) {
                    throw new AssertionError(method + ": " + answer.path("error"));
                }
                return answer.path("result");
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Puts messages together; events are left out. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> answers;
        private final StringBuilder text = new StringBuilder();

        Listener(BlockingQueue<JsonNode> answers) {
            this.answers = answers;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void add(String message) {
            try {
                JsonNode json = JSON.readTree(message);
                if (json.has("id")) {
                    answers.add(json);
                }
            } catch (IOException e) {
                throw new IllegalStateException("Chromium speaks no JSON", e);
            }
        }
    }
}
