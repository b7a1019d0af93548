package dev.r3.infra.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelNote;
import dev.r3.infra.mlflow.FakeMlflow.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trained model stands once among an experiment's models and once in the registry. */
class MlflowModelsTest {
    private static final String SEARCH = "logged-models/search";

    private FakeMlflow server;
    private MlflowRunTracker tracker;

    @BeforeEach
    void start() throws IOException {
        server = new FakeMlflow();
        tracker = new MlflowRunTracker(server.address(), Map.of(), Duration.ofSeconds(5));
        tracker.deliver(Records.running());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTrainedModelIsAnOutputOfItsRunAndAVersionWithTheAlias() {
        tracker.deliver(Records.trained("first", "stage-1"));
        FakeModels.Model model = server.models.live().get(0);
        assertThat(model.status).isEqualTo("LOGGED_MODEL_READY");
        assertThat(model.created).hasToString("""
                {"experiment_id":"1","name":"demo","source_run_id":"run1","tags":[\
                {"key":"r3.model","value":"stage-1"},\
                {"key":"r3.model.made-at","value":"2000"},\
                {"key":"r3.model.address","value":"s3://bucket/stages/train/stage-1/attempt-1"}]}""");
        assertThat(server.models.outputs).isEqualTo(Map.of("run1", List.of("m-0 40")));
        JsonNode version = versions("demo").get(0);
        assertThat(version).hasToString("""
                {"name":"demo","source":"s3://bucket/stages/train/stage-1/attempt-1","run_id":"run1","model_id":"m-0",\
                "tags":[{"key":"r3.model","value":"stage-1"},\
                {"key":"r3.model.made-at","value":"2000"},\
                {"key":"r3.model.address","value":"s3://bucket/stages/train/stage-1/attempt-1"}]}""");
        assertThat(server.models.candidates).isEqualTo(Map.of("demo", "1"));
        assertThat(server.runs.run("run1").status).isEqualTo("FINISHED");
    }

    @Test
    void doingItAgainChangesNothing() {
        tracker.deliver(Records.trained("first", "stage-1"));
        tracker.deliver(Records.trained("first", "stage-1"));
        assertThat(server.models.all).hasSize(1);
        assertThat(versions("demo")).hasSize(1);
        assertThat(server.calls())
                .containsOnlyOnce("logged-models", "runs/outputs", "model-versions/create", "registered-models/alias");
    }

    @Test
    void aCheckpointIsAnOutputAndNoVersion() {
        tracker.deliver(Records.withCheckpoint("first", "stage-1"));
        tracker.deliver(Records.withCheckpoint("first", "stage-1"));
        assertThat(server.models.outputs).isEqualTo(Map.of("run1", List.of("m-0 20", "m-1 40")));
        assertThat(server.models.live())
                .extracting(model -> model.created.path("name").asText())
                .containsExactly("demo-step-20", "demo");
        assertThat(server.models.registered).containsOnlyKeys("demo");
        assertThat(versions("demo")).hasSize(1);
    }

    /** As with a fresh run of a spec: its training is the one that stands. */
    @Test
    void aRunThatUsesAModelAgainNamesTheSame() {
        tracker.deliver(Records.trained("first", "stage-1"));
        tracker.deliver(Records.trained("second", "stage-1"));
        assertThat(server.models.all).hasSize(1);
        assertThat(server.models.outputs).isEqualTo(Map.of("run1", List.of("m-0 40"), "run2", List.of("m-0 40")));
        assertThat(versions("demo")).hasSize(1);
    }

    @Test
    void theNewestModelIsTheCandidateWhateverIsToldOfOlderOnes() {
        tracker.deliver(Records.trained("first", "stage-1", 1_000));
        tracker.deliver(Records.trained("second", "stage-2", 3_000));
        assertThat(server.models.candidates).isEqualTo(Map.of("demo", "2"));
        tracker.deliver(Records.trained("first", "stage-1", 1_000));
        assertThat(server.models.candidates).isEqualTo(Map.of("demo", "2"));
        // Told late: the server gives it the highest number.
        tracker.deliver(Records.trained("late", "stage-0", 2_000));
        assertThat(server.models.candidates).isEqualTo(Map.of("demo", "2"));
        assertThat(versions("demo")).hasSize(3);
    }

    @Test
    void theChampionHasTheAliasAndSaysWhy() {
        tracker.deliver(Records.trained("first", "stage-1"));
        tracker.deliver(Records.trained("second", "stage-2"));
        assertThat(tracker.crown(new ModelNote("stage-1", "demo", "champion-1")))
                .isTrue();
        assertThat(server.models.champions).isEqualTo(Map.of("demo", "1"));
        assertThat(tracker.crown(new ModelNote("stage-2", "demo", "champion-2, by hand by ada")))
                .isTrue();
        assertThat(tracker.crown(new ModelNote("stage-2", "demo", "champion-2, by hand by ada")))
                .isTrue();
        assertThat(server.models.champions).isEqualTo(Map.of("demo", "2"));
        assertThat(server.models.descriptions)
                .isEqualTo(Map.of("demo/1", "champion-1", "demo/2", "champion-2, by hand by ada"));
        assertThat(server.calls())
                .filteredOn(call -> call.equals("registered-models/alias"))
                .as("one candidate, two champions")
                .hasSize(3);
    }

    @Test
    void aChampionThatWasNotDeliveredLeavesTheOneBefore() {
        tracker.deliver(Records.trained("first", "stage-1"));
        assertThat(tracker.crown(new ModelNote("stage-1", "demo", "champion-1")))
                .isTrue();
        assertThat(tracker.crown(new ModelNote("stage-2", "demo", "champion-2")))
                .isFalse();
        assertThat(server.models.champions).isEqualTo(Map.of("demo", "1"));
    }

    @Test
    void aNoteNeedsItsModel() {
        ModelNote note = new ModelNote("stage-1", "demo", "kept: no better");
        assertThatThrownBy(() -> tracker.note(note))
                .isInstanceOf(TrackerFailure.class)
                .hasMessageContaining("has no version of 'demo' for its note yet");
        tracker.deliver(Records.trained("first", "stage-1"));
        tracker.note(note);
        assertThat(server.models.descriptions).isEqualTo(Map.of("demo/1", "kept: no better"));
        assertThat(server.models.champions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model-versions/search",
                "PATCH model-versions/update",
                "registered-models/get",
                "registered-models/alias"
            })
    void aCrowningThatFailsIsCompletedByTheNext(String call) {
        tracker.deliver(Records.trained("first", "stage-1"));
        ModelNote champion = new ModelNote("stage-1", "demo", "champion-1");
        server.answering(call, Answer.error(500, "INTERNAL_ERROR"));
        assertThatThrownBy(() -> tracker.crown(champion)).isInstanceOf(TrackerFailure.class);
        assertThat(tracker.crown(champion)).isTrue();
        assertThat(server.models.champions).isEqualTo(Map.of("demo", "1"));
    }

    /** Another delivery creates its model between our look and our own creation. */
    @ParameterizedTest(name = "the other''s is created at {0}: {1} stays")
    @CsvSource({"999, other", "5000, m-1"})
    void ofTwoThatCreateTheModelTheOldestStays(long createdAt, String stays) {
        server.scripting(SEARCH, () -> {
            server.models.createModel("other", createdAt, "stage-1");
            return Answer.json("{}");
        });
        tracker.deliver(Records.trained("first", "stage-1"));
        assertThat(server.models.live())
                .singleElement()
                .satisfies(model -> assertThat(model.id).isEqualTo(stays));
        assertThat(server.models.outputs).isEqualTo(Map.of("run1", List.of(stays + " 40")));
    }

    @Test
    void ofTwoThatCreateTheVersionTheLowestStays() {
        server.scripting("model-versions/search", () -> {
            server.models.createVersion("demo", "stage-1");
            return Answer.json("{}");
        });
        tracker.deliver(Records.trained("first", "stage-1"));
        assertThat(server.models.registered.get("demo")).containsOnlyKeys(1L);
        assertThat(server.models.candidates).isEqualTo(Map.of("demo", "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logged-models/search",
                "logged-models",
                "PATCH logged-models/m-0",
                "runs/get",
                "runs/outputs",
                "model-versions/search",
                "registered-models/create",
                "model-versions/create",
                "registered-models/get",
                "registered-models/alias"
            })
    void aCallThatFailsFailsTheDeliveryAndTheNextOneCompletesIt(String call) {
        server.answering(call, Answer.error(500, "INTERNAL_ERROR"));
        assertThatThrownBy(() -> tracker.deliver(Records.trained("first", "stage-1")))
                .isInstanceOf(TrackerFailure.class)
                .hasMessageContaining("HTTP 500");
        tracker.deliver(Records.trained("first", "stage-1"));
        assertThat(server.models.live())
                .singleElement()
                .satisfies(model -> assertThat(model.status).isEqualTo("LOGGED_MODEL_READY"));
        assertThat(server.models.outputs).isEqualTo(Map.of("run1", List.of("m-0 40")));
        assertThat(versions("demo")).hasSize(1);
        assertThat(server.models.candidates).isEqualTo(Map.of("demo", "1"));
    }

    private List<JsonNode> versions(String name) {
        return List.copyOf(
                server.models.registered.getOrDefault(name, new TreeMap<>()).values());
    }
}
