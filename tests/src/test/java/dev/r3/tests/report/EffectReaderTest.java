package dev.r3.tests.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.effect.EffectReader;
import dev.r3.infra.effect.EffectResult;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ReportInput;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectReaderTest {
    @TempDir
    Path folder;

    @Test
    void aChampionThatWasTrainedOnTestTasksIsNoArm() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 120, List.of());
        ReportInput input = experiment.commit();
        EffectResult fair = read(experiment, experiment.contested(input, OptionalInt.empty()));
        assertThat(fair.arms()).extracting(Arm::name).hasSize(9).contains("champion-1");
        EffectResult unfair = read(experiment, experiment.contested(input, OptionalInt.of(70)));
        assertThat(unfair.arms()).extracting(Arm::name).hasSize(8).doesNotContain("champion-1");
        assertThat(unfair.arms())
                .isEqualTo(fair.arms().stream()
                        .filter(arm -> !arm.name().equals("champion-1"))
                        .toList());
        assertThat(unfair.seconds()).as("it was answered, and took its time").containsKey("evaluation/champion-1");
        assertThat(unfair.sampled().gain("trained")).isPresent();
    }

    private EffectResult read(GeneratedExperiment experiment, ReportInput input) {
        Stages stages = experiment.stages();
        ExperimentInputs inputs = new ExperimentInputs(
                TaskFamilies.load(List.of()),
                stages,
                new CheckpointFolders(folder.resolve("checkpoints"), stages, experiment.store()));
        return new EffectReader(input.experiment(), experiment.store(), stages, inputs).read(input.stages());
    }
}
