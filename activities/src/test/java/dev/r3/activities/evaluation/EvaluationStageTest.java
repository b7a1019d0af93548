package dev.r3.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.endpoint.FakeEndpoint;
import dev.r3.activities.failure.DifferenceFailure;
import dev.r3.activities.policy.CountdownExperiment;
import dev.r3.activities.policy.ModelStage;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.EvaluationInput;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.ShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TurnSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationStageTest {
    private static final TurnSpec TURN = new TurnSpec(1, 2);

    private static final ArmName OWN = new ArmName(ArmName.VANILLA, SecondTryChoice.REFLECTION);

    @TempDir
    Path folder;

    private InMemoryArtifactStore store;
    private Stages stages;
    private EvaluationStage evaluation;
    private ExperimentInput experiment;
    private StageResult dataset;
    private StageResult model;

    /** Eight test tasks, in shards of three. */
    @BeforeEach
    void open() throws IOException {
        CountdownExperiment opened = CountdownExperiment.open(folder, 10, spec(), StageKind.EVALUATION);
        store = opened.store();
        stages = opened.stages();
        experiment = opened.experiment();
        dataset = opened.dataset();
        model = opened.model();
        evaluation = new EvaluationStage(stages, opened.inputs(), 3);
    }

    @Test
    void aModelBehindAServerIsAskedAgainWhenItIsRecomputed() throws IOException {
        try (FakeEndpoint server = new FakeEndpoint()) {
            StageResult served = new ModelStage(stages).run(server.spec(), CountdownExperiment.ID);
            ArmName big = new ArmName(ArmName.baseline("big"), SecondTryChoice.REFLECTION);
            EvaluationInput asked = new EvaluationInput(experiment, dataset, served, big, Optional.empty());
            StageResult whole = evaluation.run(asked, WorkListener.SILENT);
            assertThat(tokens(whole))
                    .as("eight tasks, three tokens each time: no answer passes")
                    .isEqualTo(new GeneratedTokens(24, 24, 24));
            assertThat(server.requests()).hasSize(24);
            assertThat(read(whole).results())
                    .extracting(TaskResult::firstAnswer)
                    .allMatch(answer -> answer.endsWith(" messages"));

            EvaluationInput again = new EvaluationInput(
                    experiment.recomputed(Recomputation.create()), dataset, served, big, Optional.empty());
            assertThat(evaluation.run(again, WorkListener.SILENT).origin()).isEqualTo(Origin.RECOMPUTED);
            assertThat(server.requests()).hasSize(48);

            server.answering(FakeEndpoint.Answer.text("another answer", "stop", 2));
            EvaluationInput third = new EvaluationInput(
                    experiment.recomputed(Recomputation.create()), dataset, served, big, Optional.empty());
            assertThatThrownBy(() -> evaluation.run(third, WorkListener.SILENT)).isInstanceOf(DifferenceFailure.class);
        }
    }

    @Test
    void shardsAreEvaluatedInAnyOrderAndPutTogether() {
        EvaluationInput own = new EvaluationInput(experiment, dataset, model, OWN, Optional.empty());
        ShardedStanding standing = evaluation.find(own);
        assertThat(standing).isEqualTo(new ShardedStanding(3, Optional.empty()));
        for (int shard : new int[] {2, 0}) {
            assertThat(evaluation
                            .shard(new ShardInput(own, shard, 3), WorkListener.SILENT)
                            .origin())
                    .isEqualTo(Origin.COMPUTED);
        }
        StageResult whole = evaluation.run(own, WorkListener.SILENT);
        assertThat(evaluation
                        .shard(new ShardInput(own, 1, 3), WorkListener.SILENT)
                        .origin())
                .as("computed with the whole")
                .isEqualTo(Origin.REUSED);
        assertThat(evaluation.find(own).finished().map(StageResult::content)).contains(whole.content());
        assertThat(read(whole).results())
                .extracting(TaskResult::task)
                .hasSize(8)
                .doesNotHaveDuplicates();

        assertThat(tokens(whole))
                .as("answers of two tokens, cut off: nothing to reflect on")
                .isEqualTo(new GeneratedTokens(16, 0, 0));

        ArmName foreign = new ArmName(ArmName.VANILLA, SecondTryChoice.FOREIGN_REFLECTION);
        StageResult controlled = evaluation.run(
                new EvaluationInput(experiment, dataset, model, foreign, Optional.of(whole)), WorkListener.SILENT);
        assertThat(tokens(controlled))
                .as("the first answers are the other arm's")
                .isEqualTo(GeneratedTokens.NONE);
        assertThat(read(controlled).results())
                .extracting(TaskResult::reflection)
                .as("of any shard's tasks")
                .containsExactlyInAnyOrderElementsOf(read(whole).results().stream()
                        .map(TaskResult::reflection)
                        .toList());
    }

    @Test
    void aShardThatWasNotCountedLeavesTheTokensOpen() {
        EvaluationInput own = new EvaluationInput(experiment, dataset, model, OWN, Optional.empty());
        StageResult older = evaluation.shard(new ShardInput(own, 0, 3), WorkListener.SILENT);
        forgetTokens(older);
        StageResult whole = evaluation.run(own, WorkListener.SILENT);
        assertThat(GeneratedTokens.of(stages.manifest(whole))).isEmpty();
        assertThat(GeneratedTokens.allOf(stages.manifest(whole))).isEmpty();
        assertThat(read(whole).results()).hasSize(8);
    }

    private GeneratedTokens tokens(StageResult stage) {
        return GeneratedTokens.of(stages.manifest(stage)).orElseThrow();
    }

    /** As an older R3 committed it. */
    private void forgetTokens(StageResult shard) {
        String json = new String(store.read(shard.manifest().key()).orElseThrow(), StandardCharsets.UTF_8);
        store.delete(shard.manifest().key());
        store.putIfAbsent(
                shard.manifest().key(),
                json.replace("generated_tokens", "another").getBytes(StandardCharsets.UTF_8));
    }

    private Arm read(StageResult stage) {
        return EvaluationStage.read(
                stages, stage, "arm", folder.resolve(stage.digest().hex()));
    }

    private static ExperimentSpec spec() {
        ExperimentSpec usual = CountdownExperiment.usual(new SplitSpec(0, 0.05, 0.85));
        return CountdownExperiment.with(usual, TURN, usual.failures(), usual.evaluate());
    }
}
