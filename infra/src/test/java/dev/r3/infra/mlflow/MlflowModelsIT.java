package dev.r3.infra.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelNote;
import dev.r3.activities.port.RunRecord;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.TrackingEndpoint;
import dev.r3.workflows.contract.TrackedRun;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Models on the real server: what {@link FakeModels} answers is what it answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlflowModelsIT {
    private final LocalStack stack;
    private final MlflowRest rest;
    private final MlflowRunTracker tracker;

    MlflowModelsIT(@TempDir Path folder) {
        stack = LocalStack.of(folder.resolve("home"));
        URI address = ((TrackingEndpoint.Served)
                        stack.up(EnumSet.of(Service.ARTIFACTS, Service.TRACKING), message -> {})
                                .tracking()
                                .orElseThrow())
                .uri();
        rest = new MlflowRest(address, MlflowCredentials.of(address, Map.of()), Duration.ofSeconds(60));
        tracker = new MlflowRunTracker(address, Map.of(), Duration.ofSeconds(60));
        tracker.deliver(Records.running());
    }

    @AfterAll
    void end() {
        stack.down();
    }

    @Test
    void deliveredAgainAndFromAnotherRunAModelStandsOnce() {
        RunRecord first = Records.trained("first", "stage-1");
        String run = tracker.deliver(first).runId();
        assertThat(tracker.deliver(first).runId()).isEqualTo(run);
        String second = tracker.deliver(Records.trained("second", "stage-1")).runId();
        assertThat(second).isNotEqualTo(run);

        JsonNode model = models("stage-1");
        assertThat(model).hasSize(1);
        JsonNode info = model.get(0).path("info");
        assertThat(info.path("status").asText()).isEqualTo("LOGGED_MODEL_READY");
        assertThat(info.path("source_run_id").asText()).isEqualTo(run);
        String id = info.path("model_id").asText();
        assertThat(outputs(run)).hasToString("[{\"model_id\":\"%s\",\"step\":40}]".formatted(id));
        assertThat(outputs(second)).isEqualTo(outputs(run));

        JsonNode versions = versions("stage-1");
        assertThat(versions).hasSize(1);
        assertThat(versions.get(0).path("source").asText()).isEqualTo("s3://bucket/stages/train/stage-1/attempt-1");
        assertThat(versions.get(0).path("run_id").asText()).isEqualTo(run);

        tracker.deliver(Records.trained("third", "stage-2", 3_000));
        String newest = versions("stage-2").get(0).path("version").asText();
        assertThat(candidate()).isEqualTo(newest);
        tracker.deliver(first);
        assertThat(candidate()).isEqualTo(newest);
        tracker.deliver(Records.trained("late", "stage-0", 1_000));
        assertThat(candidate()).isEqualTo(newest);
    }

    @Test
    void aCheckpointStandsBesideTheModel() {
        RunRecord record = Records.withCheckpoint("checkpointed", "stage-8");
        String run = tracker.deliver(record).runId();
        tracker.deliver(record);
        assertThat(models("stage-8/20")).hasSize(1);
        assertThat(outputs(run).findValuesAsText("step")).containsExactlyInAnyOrder("20", "40");
        assertThat(versions("stage-8/20")).isEmpty();
        assertThat(versions("stage-8")).hasSize(1);
    }

    @Test
    void theChampionHasTheAliasWithItsReason() {
        assertThat(tracker.crown(new ModelNote("stage-9", "nobody", "champion-1")))
                .isFalse();
        tracker.deliver(Records.trained("former", "stage-4"));
        tracker.deliver(Records.trained("latter", "stage-5"));
        ModelNote former = new ModelNote("stage-4", "demo", "champion-1, promoted by the gate: better");
        ModelNote latter = new ModelNote("stage-5", "demo", "champion-2, promoted by hand by ada: shorter");
        assertThat(tracker.crown(former)).isTrue();
        assertThat(tracker.crown(latter)).isTrue();
        assertThat(tracker.crown(latter)).isTrue();
        tracker.note(former);
        assertThat(versions("stage-4").get(0).path("description").asText()).isEqualTo(former.text());
        assertThat(versions("stage-5").get(0).path("description").asText()).isEqualTo(latter.text());
        assertThat(aliases())
                .containsEntry(
                        "champion", versions("stage-5").get(0).path("version").asText());
        assertThatThrownBy(() -> tracker.note(new ModelNote("stage-9", "demo", "kept")))
                .isInstanceOf(TrackerFailure.class);
    }

    @Test
    void ofManyDeliveriesAtOnceOneModelIsLeft() throws Exception {
        RunRecord record = Records.trained("contested", "stage-3");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<TrackedRun> delivery = () -> deliverAsAnActivity(record);
            for (Future<TrackedRun> delivered : threads.invokeAll(Collections.nCopies(4, delivery))) {
                assertThat(delivered.get().delivered()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(models("stage-3")).hasSize(1);
        assertThat(versions("stage-3")).hasSize(1);
        String run = tracker.deliver(record).runId();
        assertThat(outputs(run)).hasSize(1);
        assertThat(outputs(run).get(0).path("model_id"))
                .isEqualTo(models("stage-3").get(0).at("/info/model_id"));
    }

    /** A delivery that met another one fails, and is tried again. */
    private TrackedRun deliverAsAnActivity(RunRecord record) {
        for (int tries = 1; ; tries++) {
            try {
                return tracker.deliver(record);
            } catch (TrackerFailure e) {
                if (tries == 5) {
                    throw e;
                }
            }
        }
    }

    private JsonNode models(String key) {
        ObjectNode body = object().put("filter", "tags.`r3.model` = '%s'".formatted(key));
        body.putArray("experiment_ids")
                .add(rest.get("experiments/get-by-name", "experiment_name", "a team's experiments")
                        .text("/experiment/experiment_id"));
        return rest.post("logged-models/search", body).json().path("models");
    }

    private JsonNode outputs(String run) {
        return rest.get("runs/get", "run_id", run).json().at("/run/outputs/model_outputs");
    }

    private JsonNode versions(String key) {
        return rest.get("model-versions/search", "filter", "name = 'demo' and tags.`r3.model` = '%s'".formatted(key))
                .json()
                .path("model_versions");
    }

    private String candidate() {
        return aliases().getOrDefault("candidate", "none");
    }

    /** The version that each names. */
    private Map<String, String> aliases() {
        Map<String, String> aliases = new TreeMap<>();
        rest.get("registered-models/get", "name", "demo")
                .json()
                .at("/registered_model/aliases")
                .forEach(alias -> aliases.put(
                        alias.path("alias").asText(), alias.path("version").asText()));
        return aliases;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
