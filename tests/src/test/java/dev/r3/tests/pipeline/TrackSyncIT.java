package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
            assertThat(result.path("stages")).hasSize(15);
            assertThat(result.path("mlflow").path("run").asText()).isEmpty();
            assertThat(result.path("mlflow").path("note").asText())
                    .startsWith("MLflow does not answer")
                    .endsWith("; `./r3 track sync %s` delivers it".formatted(run));

            assertThat(R3Process.run(home, LONG, "track", "sync", run)).contains("finished", "/#/experiments/");
            R3Process.run(home, LONG, "track", "sync", run);
            TrackedRuns.of(home).assertMiniaturesOnce(1);
        } finally {
            R3Process.run(home, LONG, "down");
        }
    }
}
