package dev.r3.tests.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.evaluation.Arm;
import dev.r3.infra.compare.FinishedRun;
import dev.r3.infra.compare.FinishedRunReader;
import dev.r3.workflows.contract.ReportInput;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedRunReaderTest {
    @TempDir
    Path folder;

    @Test
    void aChampionThatWasTrainedOnTestTasksIsNoArm() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 120, List.of());
        ReportInput input = experiment.commit();
        FinishedRun fair = read(experiment, experiment.contested(input, OptionalInt.empty()));
        assertThat(fair.arms())
                .extracting(Arm::name)
                .hasSize(9)
                .startsWith("vanilla", "vanilla/no-reflection")
                .endsWith("champion-1");
        FinishedRun unfair = read(experiment, experiment.contested(input, OptionalInt.of(70)));
        assertThat(unfair.arms()).isEqualTo(fair.arms().subList(0, 8));
        assertThat(unfair.arm("champion-1")).isEmpty();
        assertThat(unfair.decision())
                .hasValueSatisfying(
                        decision -> assertThat(decision.verdict().label()).isEqualTo("kept"));
        assertThat(unfair.checks()).isEmpty();
        assertThat(unfair.sampled().gain("trained")).isPresent();
    }

    private static FinishedRun read(GeneratedExperiment experiment, ReportInput input) {
        return new FinishedRunReader(experiment.stages()).read(input.experiment(), input.stages());
    }
}
