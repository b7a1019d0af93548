package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Local servers that come up at other addresses than those that the living worker was started with. */
class MovedServicesIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @RegisterExtension
    final OwnHome home = new OwnHome(LONG);

    @Test
    void theWorkerFollowsTemporalToAnotherPort() throws Exception {
        home.in(folder);
        run("first");
        JsonNode before = status();
        // In this order nobody starts Temporal again before its port is taken.
        kill(before.path("services").path(1));
        kill(before.path("services").path(0));
        kill(before.path("services").path(2));
        String address = before.path("services").path(0).path("address").textValue();
        try (ServerSocket thief = take(address)) {
            assertThat(thief.isBound()).isTrue();
            assertThat(status().path("worker")).as("it lives on").isEqualTo(before.path("worker"));

            run("second");
            JsonNode after = status();
            assertThat(after.path("services").path(0).path("address").textValue())
                    .isNotEqualTo(address);
            assertThat(after.path("worker").path("pid"))
                    .isNotEqualTo(before.path("worker").path("pid"));
            assertThat(ProcessHandle.of(before.path("worker").path("pid").longValue()))
                    .isEmpty();
        }
    }

    @Test
    void aWorkerWithoutMlflowIsGivenTheOneThatCameLater() throws Exception {
        home.in(folder);
        putTemporalOnThePath();
        Map<String, String> withoutPython = Map.of(
                "PATH",
                folder.toString(),
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString());
        String untracked = R3Process.start(
                        home.path(), withoutPython, "run", spec("first"), "--until", "dataset", "--json")
                .awaitSuccess(LONG);
        assertThat(trackedRun(untracked)).isEmpty();
        JsonNode before = status().path("worker");

        home.run("up");
        assertThat(status().path("worker").path("pid")).isNotEqualTo(before.path("pid"));
        assertThat(trackedRun(run("second"))).isNotEmpty();
    }

    /** The server in memory, which stood in for it, may lose a workflow whose worker is replaced. */
    private void putTemporalOnThePath() throws Exception {
        home.run("up");
        ProcessHandle temporal = ProcessHandle.of(
                        status().path("services").path(0).path("pid").longValue())
                .orElseThrow();
        Files.createSymbolicLink(
                folder.resolve("temporal"), Path.of(temporal.info().command().orElseThrow()));
        home.run("down");
    }

    private static String trackedRun(String result) throws IOException {
        return JSON.readTree(result).path("mlflow").path("run").asText();
    }

    private String run(String name) throws IOException, InterruptedException {
        return home.run("run", spec(name), "--until", "dataset", "--json");
    }

    private String spec(String name) throws IOException {
        return Files.writeString(
                        folder.resolve(name + ".yaml"),
                        "name: %s%ntask: { family: countdown }%ndata: { source: tasks.jsonl }%n".formatted(name))
                .toString();
    }

    private JsonNode status() throws IOException, InterruptedException {
        return JSON.readTree(home.run("status", "--json"));
    }

    private static void kill(JsonNode service) throws Exception {
        ProcessHandle process =
                ProcessHandle.of(service.path("pid").longValue()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    private static ServerSocket take(String address) throws IOException {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        ServerSocket thief = new ServerSocket();
        thief.setReuseAddress(true);
        thief.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return thief;
    }
}
