package dev.r3.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.GateResult;
import dev.r3.workflows.contract.GateResult.Outcome;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.PromotionInput;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments of one name, one after the other, on 1,000 tasks. */
class GateStageTest {
    private static final ExperimentInput FIRST = ContestedExperiment.seeded("demo", "countdown", 1);
    private static final ExperimentInput SECOND = ContestedExperiment.seeded("demo", "countdown", 2);

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final Champions champions = new Champions(store, Clock.systemUTC());
    private final Map<ExperimentId, List<NamedStage>> finished = new HashMap<>();
    private Stages stages;
    private GateStage gate;

    /** A run as far as its gate. */
    private record Decided(ChampionStanding standing, StageResult stage, GateResult result) {}

    @BeforeEach
    void open() {
        stages = new Stages(store, folder, Clock.systemUTC());
        ChampionTasks tasks = new ChampionTasks(
                TaskFamilies.load(List.of()),
                stages,
                id -> Stream.of(FIRST, SECOND)
                        .filter(experiment -> experiment.id().equals(id))
                        .findFirst());
        gate = new GateStage(stages, champions, tasks, id -> Optional.ofNullable(finished.get(id)));
    }

    @Test
    void whatBeatsVanillaIsPromoted() {
        Decided decided = run(FIRST, 1, 400);
        assertThat(decided.standing().champion()).isEmpty();
        assertThat(decided.result().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(DecidedGate.of(stages.manifest(decided.stage())).map(DecidedGate::decision))
                .contains(PromotionDecision.promoted(decided.result().reason()));
        assertThat(current()).satisfies(champion -> {
            assertThat(champion.number()).isEqualTo(1);
            assertThat(champion.experiment()).isEqualTo(FIRST.id());
            assertThat(champion.by()).isEmpty();
            assertThat(champion.reason()).isEqualTo(decided.result().reason());
        });
    }

    @Test
    void whatIsNoBetterThanTheChampionIsNot() {
        run(FIRST, 1, 400);
        Decided second = run(SECOND, 2, 401);
        assertThat(second.standing().champion().map(Champion::number)).contains(1);
        assertThat(second.result().outcome()).isEqualTo(Outcome.KEPT);
        assertThat(second.result().reason()).contains("does not beat champion-1's, 40.0 %");
        assertThat(current().experiment()).isEqualTo(FIRST.id());
    }

    @Test
    void aPromotedExperimentRunAgainIsPromotedOnce() {
        Decided first = run(FIRST, 1, 400);
        Decided again = run(FIRST, 1, 400);
        assertThat(again.standing().champion()).isEmpty();
        assertThat(again.stage().origin()).isEqualTo(Origin.REUSED);
        assertThat(again.stage().digest()).isEqualTo(first.stage().digest());
        assertThat(again.result()).isEqualTo(first.result());
        assertThat(current().number()).isEqualTo(1);

        run(SECOND, 2, 500);
        Decided secondAgain = run(SECOND, 2, 500);
        assertThat(secondAgain.standing().champion().map(Champion::number)).contains(1);
        assertThat(secondAgain.stage().origin()).isEqualTo(Origin.REUSED);
        assertThat(current().number()).isEqualTo(2);
    }

    @Test
    void aFormerChampionRunAgainHasToBeatTheOneOfNow() {
        run(FIRST, 1, 400);
        run(SECOND, 2, 500);
        Decided again = run(FIRST, 1, 400);
        assertThat(again.standing().champion().map(Champion::number)).contains(2);
        assertThat(again.result().outcome()).isEqualTo(Outcome.KEPT);
    }

    @Test
    void aRunThatIsComputedAgainIsDecidedAsItWas() {
        Decided first = run(FIRST, 1, 400);
        run(SECOND, 2, 500);
        Decided again = run(FIRST.recomputed(Recomputation.create()), 1, 400);
        assertThat(again.standing().champion()).isEmpty();
        assertThat(again.stage().origin()).isEqualTo(Origin.RECOMPUTED);
        assertThat(again.stage().content()).isEqualTo(first.stage().content());
        assertThat(again.result().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(current().experiment()).isEqualTo(SECOND.id());
    }

    /** As where the objects of champions were removed by hand: the run ends all the same. */
    @Test
    void aRunThatIsComputedAgainTakesNobodysPlace() {
        Decided first = run(FIRST, 1, 400);
        store.delete(store.list(ArtifactKey.of("champions")).get(0));
        run(SECOND, 2, 500);
        Decided again = run(FIRST.recomputed(Recomputation.create()), 1, 400);
        assertThat(again.stage().content()).isEqualTo(first.stage().content());
        assertThat(again.result().outcome()).isEqualTo(Outcome.KEPT);
        assertThat(current().experiment()).isEqualTo(SECOND.id());
    }

    @Test
    void theSameWeightsFromAnotherExperimentAreJudgedTheSameAndNoNewChampion() {
        Decided first = run(FIRST, 1, 400);
        Decided twin = run(SECOND, 1, 400);
        assertThat(twin.result()).isEqualTo(first.result());
        assertThat(twin.result().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(current().number()).isEqualTo(1);
    }

    /** As with a training that starts from the champion's checkpoint. */
    @Test
    void whereTrainingStartsFromTheChampionVanillaIsItsArm() {
        champions.crown(FIRST, ContestedExperiment.model(0), 1, "first");
        Decided decided = run(SECOND, 2, 400);
        assertThat(decided.result().outcome()).isEqualTo(Outcome.PROMOTED);
        assertThat(decided.result().reason()).contains("vanilla's, 30.0 %", "champion-1's, 30.0 %");
        assertThat(current().number()).isEqualTo(2);
    }

    @Test
    void whoIsOvertakenIsDecidedAgain() {
        StageResult trained = model(1);
        ChampionStanding standing = gate.champion(new ChampionQuery(FIRST, trained));
        StageResult stale = gate.decide(input(FIRST, trained, 400, standing), WorkListener.SILENT);
        run(SECOND, 2, 500);

        GateResult result = gate.promote(new PromotionInput(FIRST, trained, stale));
        assertThat(result.outcome()).isEqualTo(Outcome.OVERTAKEN);
        assertThat(result.reason())
                .isEqualTo("champion-1 was promoted meanwhile, which %s trained".formatted(SECOND.id()));
        assertThat(current().experiment()).isEqualTo(SECOND.id());
        assertThat(run(FIRST, 1, 400).result().outcome()).isEqualTo(Outcome.KEPT);
    }

    @Test
    void aPromotionByHandIsNotUndoneByARunOfTheSame() {
        run(FIRST, 1, 400);
        Decided second = run(SECOND, 2, 350);
        assertThat(second.result().outcome()).isEqualTo(Outcome.KEPT);
        champions.crownByHand(SECOND, model(2), "ada", "shorter answers");
        Decided again = run(SECOND, 2, 350);
        assertThat(again.stage().digest()).isEqualTo(second.stage().digest());
        assertThat(again.result().outcome()).isEqualTo(Outcome.KEPT);
        assertThat(current().by()).contains("ada");
    }

    @Test
    void anArmThatIsMissingIsNamed() {
        GateInput lacking = new GateInput(
                FIRST, List.of(new NamedStage("train", model(1))), new ChampionStanding(Optional.empty()));
        assertThatThrownBy(() -> gate.decide(lacking, WorkListener.SILENT))
                .hasMessage("a gate needs the stage evaluation/vanilla");
    }

    private Champion current() {
        return champions.current(FIRST.spec()).orElseThrow();
    }

    /** @param second tasks of 1,000 that the trained model passes; vanilla passes 300 */
    private Decided run(ExperimentInput experiment, int weights, int second) {
        StageResult trained = model(weights);
        ChampionStanding standing = gate.champion(new ChampionQuery(experiment, trained));
        GateInput input = input(experiment, trained, second, standing);
        StageResult stage = gate.decide(input, WorkListener.SILENT);
        List<NamedStage> done = new ArrayList<>(input.stages());
        done.add(new NamedStage("gate", stage));
        finished.put(experiment.id(), done);
        return new Decided(standing, stage, gate.promote(new PromotionInput(experiment, trained, stage)));
    }

    private static StageResult model(int weights) {
        return ContestedExperiment.model(weights);
    }

    private GateInput input(ExperimentInput experiment, StageResult trained, int second, ChampionStanding standing) {
        List<NamedStage> done = new ArrayList<>(
                List.of(new NamedStage("train", trained), arm(ArmName.VANILLA, 300), arm(ArmName.TRAINED, second)));
        standing.champion()
                .filter(champion ->
                        new ChampionQuery(experiment, trained).weights(champion).equals(champion.weights()))
                .ifPresent(champion ->
                        done.add(arm(champion.weights(), champion.model().equals(model(1)) ? 400 : 500)));
        return new GateInput(experiment, done, standing);
    }

    private NamedStage arm(String weights, int second) {
        StageIdentity identity =
                StageIdentity.of(StageKind.EVALUATION, 1, SpecTree.empty().put("second", second), Map.of());
        return new NamedStage(
                new ArmName(weights, SecondTryChoice.REFLECTION).stage(), stages.run(identity, FIRST.id(), scratch -> {
                    Path file = scratch.resolve("results.parquet");
                    Digest content = RecordFile.write(file, TaskResult.class, results(second));
                    return StageOutput.of(Map.of("results.parquet", file), content, SpecTree.empty());
                }));
    }

    /** The first 200 pass at the first try. */
    private static List<TaskResult> results(int second) {
        return IntStream.range(0, 1_000)
                .mapToObj(task -> new TaskResult(
                        "task-" + task,
                        "an answer",
                        task < 200 ? Judgement.PASSED : Judgement.FAILED,
                        "",
                        "",
                        "",
                        task < 200 ? Judgement.NONE : task < second ? Judgement.PASSED : Judgement.FAILED,
                        ""))
                .toList();
    }
}
