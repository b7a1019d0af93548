package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TaughtData;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of forgetting are made of tasks that the model is not trained on. */
class UntaughtTasksTest {
    private static final SplitSpec ALL_TRAIN = new SplitSpec(0, 0, 0);
    private static final SplitSpec ALL_VALIDATE = new SplitSpec(0, 1, 0);
    private static final SplitSpec ALL_TEST = new SplitSpec(0, 0, 1);

    private static final String TEN = "{\"target\":10,\"nums\":[4,6],\"solution\":\"4 + 6\"}\n";
    private static final String NINE = "{\"target\":9,\"nums\":[4,5],\"solution\":\"4 + 5\"}\n";
    private static final String EIGHT = "{\"target\":8,\"nums\":[2,6],\"solution\":\"2 + 6\"}\n";

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final Map<ExperimentId, ExperimentInput> experiments = new HashMap<>();
    private Stages stages;
    private DatasetStage stage;

    @BeforeEach
    void open() throws IOException {
        stages = new Stages(store, Files.createDirectory(folder.resolve("scratch")), Clock.systemUTC());
        stage = new DatasetStage(
                TaskFamilies.load(List.of()), store, stages, id -> Optional.ofNullable(experiments.get(id)));
    }

    @Test
    void whatTheExperimentTrainsOnIsLeftOut() throws IOException {
        StageResult own = stage.run(input(TEN + NINE, ALL_TRAIN), IngestListener.SILENT);
        ExperimentInput check = against(own, input(TEN + EIGHT, ALL_TEST));
        StageResult left = stage.run(check, IngestListener.SILENT);
        DatasetProfile profile = ProfileFile.of(stages.manifest(left).summary());
        assertThat(DatasetStage.leftOut(stages.manifest(left))).isEqualTo(1);
        assertThat(profile.splits()).isEqualTo(new SplitSizes(0, 0, 1));
        assertThat(tests(left))
                .containsExactlyElementsOf(tests(stage.run(input(EIGHT, ALL_TEST), IngestListener.SILENT)));
        assertThat(stage.find(check).orElseThrow().manifest()).isEqualTo(left.manifest());
        assertThat(stage.run(check, IngestListener.SILENT).content()).isEqualTo(left.content());
    }

    @Test
    void whatItsBestStepIsChosenByToo() throws IOException {
        StageResult own = stage.run(input(TEN, ALL_VALIDATE), IngestListener.SILENT);
        StageResult left = stage.run(against(own, input(TEN + EIGHT, ALL_TEST)), IngestListener.SILENT);
        assertThat(DatasetStage.leftOut(stages.manifest(left))).isEqualTo(1);
    }

    @Test
    void whatItIsTestedOnMayBeAskedForAgain() throws IOException {
        StageResult own = stage.run(input(TEN, ALL_TEST), IngestListener.SILENT);
        ExperimentInput check = input(TEN + EIGHT, ALL_TEST);
        assertThat(stage.run(against(own, check), IngestListener.SILENT).digest())
                .isEqualTo(stage.run(check, IngestListener.SILENT).digest());
    }

    @Test
    void whereNothingIsTaughtTheDataStandsAsEver() throws IOException {
        StageResult own = stage.run(input(NINE, ALL_TRAIN), IngestListener.SILENT);
        ExperimentInput check = input(TEN + EIGHT, ALL_TEST);
        StageResult all = stage.run(check, IngestListener.SILENT);
        StageResult left = stage.run(against(own, check), IngestListener.SILENT);
        assertThat(left.manifest()).isEqualTo(all.manifest());
        assertThat(stage.find(against(own, check)).orElseThrow().manifest()).isEqualTo(all.manifest());
        assertThat(DatasetStage.leftOut(stages.manifest(left))).isZero();
    }

    @Test
    void tasksOfAnotherFamilyAreOthers() throws IOException {
        StageResult own = stage.run(input(TEN, ALL_TRAIN), IngestListener.SILENT);
        ExperimentInput check = input(TEN + EIGHT, ALL_TEST);
        StageResult left = stage.run(with(check, new TaughtData("sums", "calls", own), ""), IngestListener.SILENT);
        assertThat(left.digest())
                .isEqualTo(stage.run(check, IngestListener.SILENT).digest());
    }

    @Test
    void whatAParentOrItsParentWasTrainedOnIsLeftOut() throws IOException {
        StageResult own = stage.run(input(NINE, ALL_TRAIN), IngestListener.SILENT);
        ExperimentInput first = input(TEN, ALL_TRAIN);
        ExperimentInput second = input(EIGHT, ALL_TRAIN);
        ExperimentId older = new ExperimentId("r3-older-0123456789ab");
        ExperimentId younger = new ExperimentId("r3-younger-0123456789ab");
        for (ExperimentInput parent : List.of(first, second)) {
            stage.run(parent, IngestListener.SILENT);
        }
        experiments.put(older, first);
        experiments.put(younger, childOf(older, second));
        ExperimentInput check =
                input(TEN + NINE + EIGHT + TEN.replace("10", "11").replace("6", "7"), ALL_TEST);
        StageResult left = stage.run(
                with(check, new TaughtData("sums", "countdown", own), younger.value()), IngestListener.SILENT);
        assertThat(DatasetStage.leftOut(stages.manifest(left))).isEqualTo(3);
    }

    @Test
    void whatAParentWasTrainedOnHasToBeThere() throws IOException {
        StageResult own = stage.run(input(NINE, ALL_TRAIN), IngestListener.SILENT);
        ExperimentId parent = new ExperimentId("r3-gone-0123456789ab");
        ExperimentInput gone = input(TEN, ALL_TRAIN);
        experiments.put(parent, gone);
        ExperimentInput check =
                with(input(TEN + EIGHT, ALL_TEST), new TaughtData("sums", "countdown", own), parent.value());
        assertThatThrownBy(() -> stage.run(check, IngestListener.SILENT))
                .isInstanceOf(DataFailure.class)
                .hasMessageContainingAll(
                        "evaluate.forgetting.sums: the data of " + gone.id(), "--fresh --until dataset");
        stage.run(gone, IngestListener.SILENT);
        assertThat(DatasetStage.leftOut(stages.manifest(stage.run(check, IngestListener.SILENT))))
                .isEqualTo(1);
    }

    @Test
    void aCheckOfWhichNothingIsLeftIsRefused() throws IOException {
        StageResult own = stage.run(input(TEN + NINE + EIGHT, ALL_TRAIN), IngestListener.SILENT);
        int before = stages.committed(StageKind.DATASET).size();
        ExperimentInput check = against(own, input(TEN + EIGHT, ALL_TEST));
        assertThatThrownBy(() -> stage.run(check, IngestListener.SILENT))
                .isInstanceOf(DataFailure.class)
                .hasMessageContainingAll(
                        "evaluate.forgetting.sums: all 2 tasks of rows.jsonl", "give it a file with other tasks");
        assertThat(stages.committed(StageKind.DATASET)).as("and the whole file").hasSize(before + 1);
    }

    private List<String> tests(StageResult dataset) throws IOException {
        Path at = Files.createTempDirectory(folder, "read");
        List<String> ids = new ArrayList<>();
        try (TaskReader<?> tasks =
                TaskReader.open(new CountdownFamily(), stages.download(dataset, Side.TEST.fileName(), at))) {
            while (tasks.hasNext()) {
                Task task = tasks.next();
                ids.add(TaskId.of(task).value());
            }
        }
        return ids;
    }

    private ExperimentInput input(String rows, SplitSpec split) throws IOException {
        Path home = Files.createTempDirectory(folder, "in");
        Path file = Files.writeString(home.resolve("rows.jsonl"), rows);
        ArtifactRef source = store.put(ArtifactKey.of("in", home.getFileName() + "-rows.jsonl"), file);
        return DatasetStageTest.input(
                DatasetStageTest.COUNTDOWN,
                new DataSpec("rows.jsonl", Map.of(), 0, split, new ProofSpec(1, 1, 0.01)),
                source);
    }

    private static ExperimentInput against(StageResult own, ExperimentInput check) {
        return with(check, new TaughtData("sums", "countdown", own), "");
    }

    private static ExperimentInput childOf(ExperimentId parent, ExperimentInput input) {
        return with(input, Optional.empty(), parent.value());
    }

    private static ExperimentInput with(ExperimentInput input, TaughtData taught, String parent) {
        return with(input, Optional.of(taught), parent);
    }

    private static ExperimentInput with(ExperimentInput input, Optional<TaughtData> taught, String parent) {
        ExperimentSpec spec = input.spec();
        return new ExperimentInput(
                input.id(),
                new ExperimentSpec(
                        spec.name(),
                        spec.seed(),
                        parent,
                        spec.task(),
                        spec.data(),
                        spec.policy(),
                        spec.episode(),
                        spec.failures(),
                        spec.train(),
                        spec.evaluate(),
                        spec.gate(),
                        spec.tracking()),
                input.specDigest(),
                input.verifier(),
                input.source(),
                input.models(),
                input.until(),
                input.provenance(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                taught);
    }
}
