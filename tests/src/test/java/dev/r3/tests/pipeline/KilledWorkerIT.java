package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.local.Endpoints;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.LocalWorker;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.TrackingEndpoint;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.TemporalSettings;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first stage on real servers, through real processes, with a worker that is killed in its middle: there is one
 * committed stage, its content is that of an undisturbed ingestion, and MLflow has one run.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledWorkerIT {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 400_000;

    @TempDir
    static Path folder;

    private static Path home;
    private static Path spec;

    @BeforeAll
    static void writeSpecAndData() throws IOException {
        home = folder.resolve("home");
        Path data = folder.resolve("tasks.jsonl");
        try (BufferedWriter lines = Files.newBufferedWriter(data)) {
            for (int i = 0; i < ROWS; i++) {
                lines.write("{\"target\":%d,\"nums\":[%d,%d,5]}\n".formatted(10 + i % 90, i % 1000, i / 1000));
            }
        }
        spec = spec("killed");
    }

    @AfterAll
    static void down() throws Exception {
        R3Process.run(home, LONG, "down");
    }

    @Test
    @Order(1)
    void aKilledWorkerLeavesOneStageAndOneRun() throws Exception {
        R3Process.run(home, LONG, "up");
        ExperimentId experiment = experimentId(spec);
        R3Process run = R3Process.start(home, "run", spec.toString(), "--until", "dataset", "--json");

        killWorkerInTheMiddle(experiment, run);
        JsonNode stage = JSON.readTree(run.awaitSuccess(LONG)).path("stages").path(0);

        assertThat(stage.path("origin").textValue()).isEqualTo("computed");
        assertThat(stage.path("content").textValue()).isEqualTo(undisturbedContent());
        try (S3ArtifactStore store = store()) {
            List<String> manifests = manifests(store);
            assertThat(manifests).hasSize(1);
            assertThat(manifests.get(0)).contains(stage.path("digest").textValue());
            JsonNode manifest =
                    JSON.readTree(store.read(new ArtifactKey(manifests.get(0))).orElseThrow());
            assertOneFinishedRun(manifest.path("files"));
        }
    }

    @Test
    @Order(2)
    void theSameSpecShowsTheFinishedRun() throws Exception {
        String first = R3Process.run(home, LONG, "run", spec.toString(), "--until", "dataset", "--json");
        String again = R3Process.run(home, LONG, "run", spec.toString(), "--until", "dataset", "--json");
        assertThat(again).isEqualTo(first);
    }

    @Test
    @Order(3)
    void anotherExperimentReusesTheStage() throws Exception {
        JsonNode stage = JSON.readTree(
                        R3Process.run(home, LONG, "run", spec("other").toString(), "--until", "dataset", "--json"))
                .path("stages")
                .path(0);
        assertThat(stage.path("origin").textValue()).isEqualTo("reused");
        assertThat(stage.path("explanation").textValue())
                .contains(experimentId(spec).value());
        try (S3ArtifactStore store = store()) {
            assertThat(manifests(store)).hasSize(1);
        }
    }

    private static void killWorkerInTheMiddle(ExperimentId experiment, R3Process run) throws Exception {
        String target = endpoints().temporal().orElseThrow().target();
        ProcessHandle worker = worker(run);
        try (TemporalConnection temporal = TemporalConnection.open(new TemporalSettings(target, "default"))) {
            Experiments experiments = new Experiments(temporal.client());
            Instant deadline = Instant.now().plus(LONG);
            while (!hasReadRows(experiments, experiment)) {
                assertThat(run.isAlive()).as(run.messages()).isTrue();
                assertThat(Instant.now()).as(run.messages()).isBefore(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
            worker.destroyForcibly();
        }
        worker.onExit().get();
        try (S3ArtifactStore store = store()) {
            assertThat(manifests(store)).as("killed before the commit").isEmpty();
        }
    }

    private static boolean hasReadRows(Experiments experiments, ExperimentId experiment) throws Exception {
        return experiments.running(experiment).stream()
                .flatMap(activity -> activity.heartbeat().stream())
                .anyMatch(heartbeat -> heartbeat.done() > 0);
    }

    /** Once it is there: to ask for it later, when it works, would give it the time to end its work. */
    private static ProcessHandle worker(R3Process run) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(LONG);
        OptionalLong pid = LocalWorker.of(home).pid();
        while (pid.isEmpty()) {
            assertThat(run.isAlive()).as(run.messages()).isTrue();
            assertThat(Instant.now()).as(run.messages()).isBefore(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
            pid = LocalWorker.of(home).pid();
        }
        return ProcessHandle.of(pid.getAsLong()).orElseThrow();
    }

    private static String undisturbedContent() throws Exception {
        String profile = R3Process.run(
                home,
                LONG,
                "data",
                "ingest",
                folder.resolve("tasks.jsonl").toString(),
                "--task",
                "countdown",
                "--out",
                folder.resolve("undisturbed").toString(),
                "--json");
        return JSON.readTree(profile).path("digest").textValue();
    }

    /** @param files of the data set */
    private static void assertOneFinishedRun(JsonNode files) throws Exception {
        JsonNode runs = searchRuns();
        assertThat(runs).hasSize(1);
        JsonNode run = runs.get(0);
        assertThat(run.path("info").path("status").textValue()).isEqualTo("FINISHED");
        JsonNode inputs = run.path("inputs").path("dataset_inputs");
        assertThat(inputs.findValuesAsText("name"))
                .containsExactlyInAnyOrder("killed-train", "killed-validation", "killed-test");
        for (JsonNode input : inputs) {
            String side = input.at("/tags/0/value").textValue();
            String sha256 = files.path(side + ".parquet").path("sha256").textValue();
            assertThat(input.at("/dataset/digest").textValue()).as(side).isEqualTo(sha256.substring(0, 36));
        }
        assertThat(inputs.findValuesAsText("profile")).allMatch(profile -> profile.contains("num_rows"));
    }

    private static JsonNode searchRuns() throws Exception {
        TrackingEndpoint tracking = endpoints().tracking().orElseThrow();
        assertThat(tracking).isInstanceOf(TrackingEndpoint.Served.class);
        URI server = ((TrackingEndpoint.Served) tracking).uri();
        HttpClient http = HttpClient.newHttpClient();
        String name = "/api/2.0/mlflow/experiments/get-by-name?experiment_name=kill-test";
        String experiment = JSON.readTree(http.send(
                                HttpRequest.newBuilder(URI.create(server + name))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .path("experiment")
                .path("experiment_id")
                .textValue();
        HttpRequest search = HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow/runs/search"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"experiment_ids\":[\"%s\"]}".formatted(experiment)))
                .build();
        return JSON.readTree(http.send(search, BodyHandlers.ofString()).body()).path("runs");
    }

    private static Endpoints endpoints() {
        return LocalStack.of(home).up(EnumSet.allOf(Service.class), message -> {});
    }

    private static S3ArtifactStore store() {
        return new S3ArtifactStore(endpoints().artifacts().orElseThrow().settings());
    }

    private static List<String> manifests(S3ArtifactStore store) {
        return store.list(ArtifactKey.of("stages", "dataset")).stream()
                .map(ArtifactKey::path)
                .filter(path -> path.endsWith("/manifest.json"))
                .toList();
    }

    private static ExperimentId experimentId(Path spec) throws Exception {
        String line =
                R3Process.run(home, LONG, "spec", "check", spec.toString()).strip();
        return new ExperimentId(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static Path spec(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                name: %s
                task: { family: countdown }
                data: { source: tasks.jsonl }
                tracking: { experiment: kill-test }
                """.formatted(name));
    }
}
