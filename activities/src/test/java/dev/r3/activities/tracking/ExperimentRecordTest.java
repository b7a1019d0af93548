package dev.r3.activities.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.port.RunRecord.TextFile;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCode;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentInput.Provenance;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentRecordTest {

    private static final Digest CONTENT = new Digest("cd".repeat(32));
    private static final Digest STAGE = new Digest("ef".repeat(32));
    private static final Digest CODE = new Digest("c0de".repeat(16));
    private static final ArtifactRef FILE = new ArtifactRef(ArtifactKey.of("stages", "file"), CONTENT, 1);

    @Test
    void beforeAnyStageItSaysWhoRunsWhat() {
        RunRecord record = ExperimentRecord.of(
                input("0a1b2c", "a note", List.of(), TrackingInput.State.RUNNING),
                List.of(),
                List.of(),
                ArtifactKey::path);
        assertThat(record.key()).isEqualTo("r3-small-abababababab/first-run");
        assertThat(record.name()).isEqualTo("r3-small-abababababab");
        assertThat(record.experiment()).isEqualTo("reflections");
        assertThat(record.startedAt()).isEqualTo(100);
        assertThat(record.changedAt()).isEqualTo(200);
        assertThat(record.tags())
                .containsEntry("mlflow.user", "ada")
                .containsEntry("mlflow.source.git.commit", "0a1b2c")
                .containsEntry("mlflow.note.content", "a note")
                .containsEntry("r3.experiment", "r3-small-abababababab")
                .containsEntry("r3.spec.digest", "ab".repeat(32))
                .containsEntry("r3.task", "countdown");
        assertThat(record.params()).isEqualTo(SpecParams.of(spec("a note")));
        assertThat(record.datasets()).isEmpty();
        assertThat(record.files()).isEmpty();
    }

    /** One of them by an R3 that recorded none, one in part by workers with another one. */
    @Test
    void saysWhichCodeComputedTheStages() {
        Manifest sharded = arm(3, 4);
        new StageCode(new TreeSet<>(Set.of(CODE.hex(), CONTENT.hex()))).noteIn((ObjectNode) sharded.summary());
        RunRecord record = ExperimentRecord.of(
                input(
                        "",
                        "",
                        List.of(
                                new NamedStage("dataset", result()),
                                new NamedStage("evaluation/vanilla", result()),
                                new NamedStage("evaluation/trained", result())),
                        TrackingInput.State.FINISHED),
                List.of(manifest(), arm(1, 2), sharded),
                List.of(),
                ArtifactKey::path);
        assertThat(record.tags()).containsEntry("r3.code.sha256", CODE.hex() + ", " + CONTENT.hex());
    }

    @Test
    void leavesOutWhatIsEmpty() {
        RunRecord record = ExperimentRecord.of(
                input("", "", List.of(), TrackingInput.State.RUNNING), List.of(), List.of(), ArtifactKey::path);
        assertThat(record.tags())
                .doesNotContainKeys("mlflow.source.git.commit", "mlflow.note.content", "r3.code.sha256", "r3.ended");
    }

    @Test
    void saysWhereItWasStopped() {
        TrackingInput running = input("", "", List.of(), TrackingInput.State.RUNNING);
        String where = "stopped after step 50 of 400 of training";
        RunRecord record = ExperimentRecord.of(
                new TrackingInput(running.run(), 200, List.of(), TrackingInput.State.STOPPED, where),
                List.of(),
                List.of(),
                ArtifactKey::path);
        assertThat(record.state()).isEqualTo(RunRecord.State.KILLED);
        assertThat(record.tags()).containsEntry("r3.ended", where);
        String why = "w".repeat(2_000);
        assertThat(new TrackingInput(running.run(), 200, List.of(), TrackingInput.State.FAILED, why).why())
                .isEqualTo(why.substring(0, 1_000));
    }

    @Test
    void aDatasetStageBringsItsTagsInputsAndProfile() {
        RunRecord record = ExperimentRecord.of(
                input("", "", List.of(new NamedStage("dataset", result())), TrackingInput.State.FINISHED),
                List.of(manifest()),
                List.of(),
                key -> "s3://bucket/" + key);
        assertThat(record.tags())
                .containsEntry("r3.dataset.stage", STAGE.hex())
                .containsEntry("r3.dataset.content", CONTENT.hex())
                .containsEntry("r3.dataset.manifest", "s3://bucket/stages/manifest.json")
                .containsEntry("r3.dataset.why", "computed");
        assertThat(record.datasets())
                .extracting(DatasetInput::context)
                .containsExactlyInAnyOrder("train", "validation", "test");
        assertThat(record.datasets()).allSatisfy(dataset -> {
            assertThat(dataset.name()).isEqualTo("small-" + dataset.context());
            assertThat(dataset.digest()).isEqualTo(CONTENT.hex().substring(0, 36));
            assertThat(dataset.source()).isEqualTo("s3://bucket/stages/file");
        });
        assertThat(record.datasets())
                .filteredOn(dataset -> dataset.context().equals("test"))
                .singleElement()
                .extracting(DatasetInput::profile)
                .isEqualTo("{\"num_rows\":20}");
        assertThat(record.files()).singleElement().isInstanceOfSatisfying(TextFile.class, file -> {
            assertThat(file.path()).isEqualTo("dataset/profile.json");
            assertThat(file.text()).contains("\"train\" : 70");
        });
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, RUNNING", "FINISHED, FINISHED", "FAILED, FAILED"})
    void theStateIsPassedOn(TrackingInput.State state, RunRecord.State expected) {
        assertThat(ExperimentRecord.of(input("", "", List.of(), state), List.of(), List.of(), ArtifactKey::path)
                        .state())
                .isEqualTo(expected);
    }

    @Test
    void aCheckOfForgettingIsTwoMetricsAndNoInput() {
        ExperimentInput checked =
                input("", "", List.of(), TrackingInput.State.FINISHED).run().experiment();
        List<NamedStage> stages = Stream.of("dataset", "vanilla", "trained")
                .map(part -> new NamedStage("forgetting/sums/" + part, result()))
                .toList();
        List<Manifest> manifests = List.of(manifest(), arm(10, 12), arm(8, 16));
        RunRecord record = ExperimentRecord.of(
                TrackingInput.of(
                        new RunKey(checking(checked), "first-run", 100), 200, stages, TrackingInput.State.FINISHED),
                manifests,
                List.of(),
                ArtifactKey::path);
        assertThat(record.metrics())
                .containsExactly(
                        new MetricPoint("forgetting/sums/first_try_delta", 0, 0.4 - 0.5, 1),
                        new MetricPoint("forgetting/sums/second_try_delta", 0, 0.8 - 0.6, 1));
        assertThat(record.datasets()).as("the experiment's own alone").isEmpty();
        assertThat(record.tags()).containsKey("r3.forgetting/sums/trained.stage");
    }

    @Test
    void aChampionsArmIsAMetricIfTheGateLetsItStandBesideTheOthers() {
        assertThat(contested(gate().put("champion-untaught", 7)))
                .as("it may have been trained on 13 of the 20 test tasks")
                .containsExactly("eval/trained/first_try", "eval/trained/second_try");
        assertThat(contested(gate()))
                .containsExactly(
                        "eval/trained/first_try",
                        "eval/trained/second_try",
                        "eval/champion-2/first_try",
                        "eval/champion-2/second_try");
        assertThat(contested())
                .as("before the gate has decided")
                .containsExactly("eval/trained/first_try", "eval/trained/second_try");
    }

    /** The metrics' names with the gate's summary, if there is one yet. */
    private static List<String> contested(ObjectNode... gates) {
        List<NamedStage> stages = new ArrayList<>(List.of(
                new NamedStage("evaluation/trained", result()), new NamedStage("evaluation/champion-2", result())));
        List<Manifest> manifests = new ArrayList<>(List.of(arm(4, 9), arm(3, 6)));
        for (ObjectNode gate : gates) {
            stages.add(new NamedStage("gate", result()));
            manifests.add(manifest(StageKind.GATE, gate));
        }
        return ExperimentRecord.of(
                        input("", "", stages, TrackingInput.State.RUNNING), manifests, List.of(), ArtifactKey::path)
                .metrics()
                .stream()
                .map(MetricPoint::name)
                .toList();
    }

    private static ObjectNode gate() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("decision", "kept")
                .put("reason", "the second try does not beat champion-2's")
                .put("champion", 2)
                .put("model", STAGE.hex());
    }

    private static ExperimentInput checking(ExperimentInput input) {
        return new ExperimentInput(
                input.id(),
                input.spec(),
                input.specDigest(),
                input.verifier(),
                input.source(),
                input.models(),
                input.until(),
                input.provenance(),
                input.recomputation(),
                input.parent(),
                new TreeMap<>(Map.of("sums", new CheckedData(CONTENT, FILE))),
                Optional.empty());
    }

    /** Of 20 tasks. */
    private static Manifest arm(int first, int second) {
        return manifest(
                StageKind.EVALUATION,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("tasks", 20)
                        .put("first_try", first)
                        .put("second_try", second));
    }

    private static Manifest manifest(StageKind kind, ObjectNode summary) {
        return new Manifest(
                kind,
                1,
                STAGE,
                JsonNodeFactory.instance.objectNode(),
                new TreeMap<>(),
                new TreeMap<>(),
                CONTENT,
                summary,
                "r3-small-abababababab",
                "attempt-1",
                0,
                1,
                null,
                CODE);
    }

    private static TrackingInput input(String commit, String note, List<NamedStage> stages, TrackingInput.State state) {
        Digest digest = new Digest("ab".repeat(32));
        ExperimentInput experiment = new ExperimentInput(
                ExperimentId.of("small", digest),
                spec(note),
                digest,
                digest,
                FILE,
                new TreeMap<>(),
                StageKind.DATASET,
                new Provenance("ada", commit),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
        return TrackingInput.of(new RunKey(experiment, "first-run", 100), 200, stages, state);
    }

    private static ExperimentSpec spec(String note) {
        return DataSpecs.of(
                "small",
                7,
                new TaskSpec("countdown", Map.of("all-numbers-required", "false"), new PromptSpec("", "", "", "")),
                new DataSpec(
                        "rows.parquet",
                        Map.of("nums", "numbers"),
                        0,
                        new SplitSpec(3, 0.05, 0.2),
                        new ProofSpec(1, 1, 0.01)),
                new TrackingSpec("reflections", note));
    }

    private static StageResult result() {
        ArtifactRef manifest = new ArtifactRef(ArtifactKey.of("stages", "manifest.json"), CONTENT, 1);
        return new StageResult(StageKind.DATASET, STAGE, manifest, CONTENT, Origin.COMPUTED, "computed");
    }

    private static Manifest manifest() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.putObject("splits").put("train", 70).put("validation", 10).put("test", 20);
        return new Manifest(
                StageKind.DATASET,
                1,
                STAGE,
                JsonNodeFactory.instance.objectNode(),
                new TreeMap<>(),
                new TreeMap<>(Map.of("train.parquet", FILE, "validation.parquet", FILE, "test.parquet", FILE)),
                CONTENT,
                summary,
                "r3-small-abababababab",
                "attempt-1",
                0,
                1,
                null,
                null);
    }
}
