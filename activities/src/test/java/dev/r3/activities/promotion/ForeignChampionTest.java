package dev.r3.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.dataset.IngestListener;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.dataset.TaskId;
import dev.r3.activities.dataset.TaskReader;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.CountdownExperiment;
import dev.r3.activities.policy.Judgement;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A champion that passes all tasks that it was trained on, and none else. */
class ForeignChampionTest {
    private static final SplitSpec SPLIT = new SplitSpec(0, 0.05, 0.8);
    private static final ExperimentId CHAMPIONS = new ExperimentId("r3-test-abababababab");
    private static final TaskFamilies FAMILIES = TaskFamilies.load(List.of());

    @TempDir
    Path folder;

    private CountdownExperiment opened;
    private Stages stages;
    private List<String> tasks;

    @BeforeEach
    void open() throws IOException {
        opened = CountdownExperiment.open(folder, 500, CountdownExperiment.usual(SPLIT), StageKind.REPORT);
        stages = opened.stages();
        tasks = testTasks(opened.dataset());
    }

    private List<String> testTasks(StageResult dataset) {
        List<String> ids = new ArrayList<>();
        stages.scratch(scratch -> {
            Path file = stages.download(dataset, Side.TEST.fileName(), scratch);
            try (TaskReader<?> read = TaskReader.open(new CountdownFamily(), file)) {
                read.forEachRemaining(task -> ids.add(TaskId.of(task).value()));
            }
        });
        return ids;
    }

    @Test
    void isComparedOnItsOwnTestTasksAlone() {
        ExperimentInput champions = trainedBy(new SplitSpec(0, 0.05, 0.4));
        Set<String> untaught = Set.copyOf(
                testTasks(new DatasetStage(FAMILIES, opened.store(), stages).run(champions, IngestListener.SILENT)));
        assertThat(tasks).containsAll(untaught).hasSizeGreaterThan(untaught.size());

        DecidedGate decided = decide(champions, task -> !untaught.contains(task));
        assertThat(decided.decision().verdict()).isEqualTo(PromotionDecision.Verdict.PROMOTED);
        assertThat(decided.decision().reason())
                .contains(
                        "beats champion-1's, 0.0 %",
                        " on the %d of %d test tasks that no training of champion-1 can have had"
                                .formatted(untaught.size(), tasks.size()));
        assertThat(decided.untaught()).hasValue(untaught.size());
        assertThat(decided.shows("champion-1")).isFalse();
        assertThat(List.of("vanilla", "trained", "champion-2")).allMatch(decided::shows);
    }

    @Test
    void isNotComparedWhereItMayKnowAll() {
        DecidedGate decided = decide(trainedBy(new SplitSpec(0, 0.05, 0)), task -> false);
        assertThat(decided.decision().verdict()).isEqualTo(PromotionDecision.Verdict.KEPT);
        assertThat(decided.decision().reason())
                .startsWith("each of the %d test tasks may have been one that champion-1 was trained on"
                        .formatted(tasks.size()));
        assertThat(decided.shows("champion-1")).isFalse();
    }

    @Test
    void isComparedOnAllWhereItsTestSideHoldsThem() {
        DecidedGate decided = decide(trainedBy(new SplitSpec(0, 0.1, 0.85)), task -> true);
        assertThat(decided.decision().verdict()).isEqualTo(PromotionDecision.Verdict.KEPT);
        assertThat(decided.decision().reason())
                .contains("does not beat champion-1's, 100.0 %")
                .doesNotContain("test tasks");
        assertThat(decided.untaught()).isEmpty();
        assertThat(decided.shows("champion-1")).isTrue();
    }

    @Test
    void isComparedOnAllWhereNobodyKnowsWhatTrainedIt() {
        DecidedGate decided = decide(trainedBy(new SplitSpec(0, 0.05, 0.4)), id -> Optional.empty(), task -> false);
        assertThat(decided.decision().verdict()).isEqualTo(PromotionDecision.Verdict.PROMOTED);
        assertThat(decided.decision().reason())
                .contains("beats champion-1's, 0.0 %")
                .endsWith("; not all that trained champion-1 is known in this artifact store: test tasks may have been"
                        + " among it");
        assertThat(decided.untaught()).isEmpty();
        assertThat(decided.shows("champion-1")).isTrue();
    }

    /** The same experiment by another split. */
    private ExperimentInput trainedBy(SplitSpec split) {
        ExperimentInput own = opened.experiment();
        return new ExperimentInput(
                CHAMPIONS,
                CountdownExperiment.usual(split),
                own.specDigest(),
                own.verifier(),
                own.source(),
                own.models(),
                own.until(),
                own.provenance(),
                Optional.empty(),
                Optional.empty(),
                own.forgetting(),
                Optional.empty());
    }

    /** @param passes of the champion; vanilla passes none, the trained model all but every tenth */
    private DecidedGate decide(ExperimentInput trainedChampion, Predicate<String> passes) {
        return decide(
                trainedChampion,
                id -> Stream.of(trainedChampion)
                        .filter(input -> input.id().equals(id))
                        .findFirst(),
                passes);
    }

    private DecidedGate decide(
            ExperimentInput trainedChampion,
            Function<ExperimentId, Optional<ExperimentInput>> experiments,
            Predicate<String> passes) {
        ExperimentInput experiment = opened.experiment();
        Champions champions = new Champions(opened.store(), Clock.systemUTC());
        champions.crown(trainedChampion, ContestedExperiment.model(1), 1, "first");
        ChampionTasks known = new ChampionTasks(FAMILIES, stages, experiments);
        GateStage gate = new GateStage(stages, champions, known, past -> Optional.empty());
        StageResult trained = ContestedExperiment.model(2);
        ChampionStanding standing = gate.champion(new ChampionQuery(experiment, trained));
        Set<String> missed =
                tasks.stream().filter(task -> tasks.indexOf(task) % 10 == 0).collect(Collectors.toSet());
        GateInput input = new GateInput(
                experiment,
                List.of(
                        new NamedStage(StageKind.DATASET.label(), opened.dataset()),
                        new NamedStage(StageKind.TRAIN.label(), trained),
                        arm(ArmName.VANILLA, task -> false),
                        arm(ArmName.TRAINED, task -> !missed.contains(task)),
                        arm(ArmName.champion(1), passes)),
                standing);
        return DecidedGate.of(stages.manifest(gate.decide(input, WorkListener.SILENT)))
                .orElseThrow();
    }

    private NamedStage arm(String weights, Predicate<String> passes) {
        StageIdentity identity =
                StageIdentity.of(StageKind.EVALUATION, 1, SpecTree.empty().put("weights", weights), Map.of());
        return new NamedStage(
                new ArmName(weights, SecondTryChoice.REFLECTION).stage(),
                stages.run(identity, CountdownExperiment.ID, scratch -> {
                    Path file = scratch.resolve("results.parquet");
                    Digest content = RecordFile.write(file, TaskResult.class, results(passes));
                    return StageOutput.of(Map.of("results.parquet", file), content, SpecTree.empty());
                }));
    }

    private List<TaskResult> results(Predicate<String> passes) {
        return tasks.stream()
                .map(task -> new TaskResult(
                        task,
                        "an answer",
                        Judgement.FAILED,
                        "missed-target",
                        "a reflection",
                        "another",
                        passes.test(task) ? Judgement.PASSED : Judgement.FAILED,
                        passes.test(task) ? "" : "missed-target"))
                .toList();
    }
}
