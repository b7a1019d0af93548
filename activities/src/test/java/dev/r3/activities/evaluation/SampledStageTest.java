package dev.r3.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.policy.CountdownExperiment;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.SampledSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TurnSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampledStageTest {
    private static final int SAMPLES = 128;

    @TempDir
    Path folder;

    /** Stages of a store, with a data set of eight test tasks, and a model. */
    private record Opened(Stages stages, ExperimentInputs inputs, SampledInput input) {}

    private Opened open(String name, SampledSpec sampled, TurnSpec turn) throws IOException {
        CountdownExperiment opened =
                CountdownExperiment.open(folder.resolve(name), 10, spec(sampled, turn), StageKind.EVALUATION);
        return new Opened(
                opened.stages(),
                opened.inputs(),
                new SampledInput(opened.experiment(), opened.dataset(), opened.model(), ArmName.VANILLA));
    }

    @Test
    void shardsOfAnySizeGiveTheSame() throws IOException {
        SampledSpec spec = new SampledSpec(SAMPLES, 1, 1, 0);
        Opened first = open("first", spec, new TurnSpec(1, 2));
        SampledStage small = new SampledStage(first.stages(), first.inputs(), 2);
        assertThat(small.find(first.input())).isEqualTo(new ShardedStanding(4, Optional.empty()));
        for (int shard : new int[] {3, 1}) {
            assertThat(small.shard(new SampledShardInput(first.input(), shard, 4), WorkListener.SILENT)
                            .origin())
                    .isEqualTo(Origin.COMPUTED);
        }
        StageResult whole = small.run(first.input(), WorkListener.SILENT);
        assertThat(small.shard(new SampledShardInput(first.input(), 0, 4), WorkListener.SILENT)
                        .origin())
                .as("computed with the whole")
                .isEqualTo(Origin.REUSED);
        assertThat(small.find(first.input()).finished().map(StageResult::content))
                .contains(whole.content());

        Opened second = open("second", spec, new TurnSpec(1, 2));
        StageResult other =
                new SampledStage(second.stages(), second.inputs(), 4).run(second.input(), WorkListener.SILENT);
        assertThat(other.digest()).isEqualTo(whole.digest());
        assertThat(other.content()).isEqualTo(whole.content());
    }

    @Test
    void theSummaryHasWhatEstimatesNeed() throws IOException {
        Opened opened = open("summed", new SampledSpec(4, 1, 1, 5), new TurnSpec(1, 2));
        StageResult stage = new SampledStage(opened.stages(), opened.inputs()).run(opened.input(), WorkListener.SILENT);
        List<TaskPasses> rows = RecordFile.read(
                opened.stages().download(stage, "passes.parquet", folder.resolve("read")), TaskPasses.class);
        assertThat(rows).as("the first five").hasSize(5);
        NamedStage named = new NamedStage(opened.input().stage(), stage);
        assertThat(named.name()).isEqualTo("sampled/vanilla");
        SampledArm arm = SampledArm.of(ArmName.VANILLA, rows, 4);
        assertThat(SampledArm.among(List.of(named), opened.stages())).containsExactly(arm);
        assertThat(arm.firstTry().total()).isEqualTo(5);
        assertThat(SampledArm.among(List.of(new NamedStage("evaluation/vanilla", stage)), opened.stages()))
                .isEmpty();
    }

    @Test
    void theControlIsAnotherStageAndTheSpecsWordForItNone() throws IOException {
        SampledSpec alone = new SampledSpec(4, 1, 1, 0);
        Opened opened = open("controlled", new SampledSpec(4, 1, 1, 0, true), new TurnSpec(1, 2));
        SampledStage sampled = new SampledStage(opened.stages(), opened.inputs());
        StageResult reflected = sampled.run(opened.input(), WorkListener.SILENT);
        assertThat(reflected.digest())
                .isEqualTo(computed("alone", alone, new TurnSpec(1, 2)).digest());
        SampledInput control = opened.input().withoutReflection();
        assertThat(control.stage()).isEqualTo("sampled/vanilla/no-reflection");
        StageResult unreflected = sampled.run(control, WorkListener.SILENT);
        assertThat(unreflected.digest()).isNotEqualTo(reflected.digest());

        SampledResults results = SampledResults.read(
                List.of(
                        new NamedStage(control.stage(), unreflected),
                        new NamedStage(opened.input().stage(), reflected)),
                opened.stages(),
                folder.resolve("read"));
        assertThat(results.arms()).extracting(SampledArm::name).containsExactly("vanilla", "vanilla/no-reflection");
        assertThat(results.arms().get(1).firstTry())
                .as("the same first answers")
                .isEqualTo(results.arms().get(0).firstTry());
        assertThat(results.gain("vanilla")).isEmpty();
        assertThat(results.gain("vanilla/no-reflection")
                        .orElseThrow()
                        .firstTry()
                        .interval())
                .as("all tasks differ alike: not at all")
                .isEmpty();
        assertThat(results.overControls())
                .singleElement()
                .satisfies(gain -> assertThat(List.of(gain.arm(), gain.over()))
                        .containsExactly("vanilla", "vanilla/no-reflection"));
    }

    /** The temperatures of training are not theirs. */
    @Test
    void anotherStageForOtherSamplesAlone() throws IOException {
        SampledSpec spec = new SampledSpec(4, 1, 1, 0);
        StageResult same = computed("same", spec, new TurnSpec(1, 2));
        assertThat(computed("cooler-training", spec, new TurnSpec(0.5, 2)).digest())
                .isEqualTo(same.digest());
        assertThat(computed("longer", spec, new TurnSpec(1, 3)).digest()).isNotEqualTo(same.digest());
        assertThat(computed("cooler", new SampledSpec(4, 0.5, 1, 0), new TurnSpec(1, 2))
                        .digest())
                .isNotEqualTo(same.digest());
        assertThat(computed("narrower", new SampledSpec(4, 1, 0.5, 0), new TurnSpec(1, 2))
                        .digest())
                .isNotEqualTo(same.digest());
    }

    private StageResult computed(String name, SampledSpec spec, TurnSpec turn) throws IOException {
        Opened opened = open(name, spec, turn);
        return new SampledStage(opened.stages(), opened.inputs()).run(opened.input(), WorkListener.SILENT);
    }

    private static ExperimentSpec spec(SampledSpec sampled, TurnSpec turn) {
        ExperimentSpec usual = CountdownExperiment.usual(new SplitSpec(0, 0.05, 0.85));
        EvaluateSpec evaluate = usual.evaluate();
        return CountdownExperiment.with(
                usual,
                turn,
                usual.failures(),
                new EvaluateSpec(
                        evaluate.tasks(),
                        evaluate.validationTasks(),
                        evaluate.baselines(),
                        evaluate.genericReflection(),
                        evaluate.noReflection(),
                        evaluate.taskGrpo(),
                        evaluate.forgetting(),
                        sampled));
    }
}
