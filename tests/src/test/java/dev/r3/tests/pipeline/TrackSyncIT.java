package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.workflows.contract.ExperimentId;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole experiment while MLflow is down: it ends as ever, what MLflow missed is delivered afterwards, once,
 * and that needs Temporal no more, nor does anything else that looks at the run. */
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
            forget(home, run);
            R3Process.run(home, LONG, "track", "sync", run);
            TrackedRuns.of(home).assertMiniaturesOnce(1);
            assertThat(Path.of(R3Process.run(home, LONG, "report", run).strip()))
                    .content()
                    .contains("R3 report: " + experiment.name());
            assertThat(R3Process.run(home, LONG, "explain", run)).contains("train: computed as ");
            JsonNode watched = JSON.readTree(R3Process.run(home, LONG, "watch", run, "--json"));
            assertThat(watched.path("stages")).isEqualTo(result.path("stages"));
            JsonNode shown = JSON.readTree(
                    R3Process.run(home, LONG, "run", experiment.spec().toString(), "--json"));
            assertThat(shown.path("stages")).as("shown, not run again").isEqualTo(result.path("stages"));
            assertThat(JSON.readTree(R3Process.run(home, LONG, "list", "--json")))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.path("state").asText()).isEqualTo("finished"));
        } finally {
            R3Process.run(home, LONG, "down");
        }
    }

    /** As Temporal does itself after its retention. */
    private static void forget(Path home, String run) throws Exception {
        try (TemporalConnection temporal = LocalTemporal.open(home)) {
            Experiments experiments = new Experiments(temporal.client());
            temporal.client()
                    .getWorkflowServiceStubs()
                    .blockingStub()
                    .deleteWorkflowExecution(DeleteWorkflowExecutionRequest.newBuilder()
                            .setNamespace(temporal.client().getOptions().getNamespace())
                            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(run))
                            .build());
            long deadline = System.nanoTime() + LONG.toNanos();
            while (experiments.state(new ExperimentId(run)) != Experiments.State.FORGOTTEN) {
                assertThat(System.nanoTime()).as("forgotten in time").isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
