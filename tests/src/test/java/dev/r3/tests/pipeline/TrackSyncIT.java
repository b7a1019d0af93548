package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole experiment while MLflow is down: it ends as ever, and what MLflow missed is delivered afterwards, once. */
class TrackSyncIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing listens there. */
    private static final Map<String, String> DOWN = Map.of("MLFLOW_TRACKING_URI", "http://127.0.0.1:1");

    @TempDir
    Path folder;

    @Test
    void whatMlflowMissedIsDeliveredAfterwards() throws Exception {
        MiniatureExperiment.prepare(folder);
        MiniatureExperiment experiment = new MiniatureExperiment(folder, 1);
        Path home = folder.resolve("home");
        try {
            JsonNode result = JSON.readTree(
                    R3Process.start(home, DOWN, "run", experiment.spec().toString(), "--json")
                            .awaitSuccess(LONG));
            String run = result.path("experiment").asText();
            assertThat(result.path("stages")).hasSize(13);
            assertThat(result.path("mlflow").path("run").asText()).isEmpty();
            assertThat(result.path("mlflow").path("note").asText())
                    .startsWith("MLflow does not answer")
                    .endsWith("; `./r3 track sync %s` delivers it".formatted(run));

            assertThat(R3Process.run(home, LONG, "track", "sync", run)).contains("finished", "/#/experiments/");
            R3Process.run(home, LONG, "track", "sync", run);
            assertThatEverythingIsThereOnce(home);
        } finally {
            R3Process.run(home, LONG, "down");
        }
    }

    private static void assertThatEverythingIsThereOnce(Path home) throws Exception {
        TrackedRuns tracked = TrackedRuns.at(LocalStack.of(home)
                .up(EnumSet.allOf(Service.class), message -> {})
                .tracking()
                .orElseThrow());
        Map<String, Integer> kinds = new TreeMap<>();
        for (JsonNode run : tracked.of(MiniatureExperiment.TRACKED_AS)) {
            String name = run.path("info").path("run_name").textValue();
            assertThat(run.path("info").path("status").textValue()).as(name).isEqualTo("FINISHED");
            kinds.merge(name.startsWith("r3-") ? "experiment" : name.replaceAll("/.*", ""), 1, Integer::sum);
            if (name.equals("train")) {
                String id = run.path("info").path("run_id").textValue();
                List<Long> all = LongStream.rangeClosed(1, MiniatureExperiment.STEPS)
                        .boxed()
                        .toList();
                assertThat(tracked.steps(id, "reward")).isEqualTo(all);
                assertThat(tracked.models(id)).hasSize(1);
            }
        }
        assertThat(kinds).isEqualTo(Map.of("experiment", 1, "train", 1, "eval", 9));
    }
}
