package dev.r3.tests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.report.ReportStage;
import dev.r3.model.evaluate.SignedPoints;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says of sampled courses. */
class SampledReportTest {
    @TempDir
    Path folder;

    @Test
    void saysHowSampledCoursesWent() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 120, List.of());
        StageResult report = ReportProgram.write(experiment, experiment.commit());
        JsonNode sampled =
                ReportProgram.json(experiment, report, ReportStage.FIGURES).path("sampled");
        assertThat(sampled.path("arms").findValuesAsText("arm")).containsExactly("vanilla", "trained");
        assertThat(sampled.at("/arms/0/first_try").findValuesAsText("k")).containsExactly("1", "2", "4", "8", "16");
        JsonNode vanilla = sampled.at("/arms/0/second_try/2");
        assertThat(vanilla.path("value").asDouble())
                .isGreaterThan(vanilla.path("low").asDouble())
                .isLessThan(vanilla.path("high").asDouble())
                .isLessThan(sampled.at("/arms/1/second_try/2/value").asDouble());
        assertThat(sampled.at("/arms/0/second_try_gain").isMissingNode()).isTrue();
        JsonNode gain = sampled.at("/arms/1/second_try_gain");
        double average = sampled.at("/arms/0/second_try/0/value").asDouble();
        assertThat(gain.path("absolute").asDouble())
                .isCloseTo(sampled.at("/arms/1/second_try/0/value").asDouble() - average, offset(1e-12))
                .isBetween(gain.path("low").asDouble(), gain.path("high").asDouble())
                .isCloseTo(gain.path("relative").asDouble() * average, offset(1e-12));
        assertThat(gain.path("high").asDouble() - gain.path("low").asDouble())
                .as("narrower than either arm's interval, as tasks are the same")
                .isPositive()
                .isLessThan(sampled.at("/arms/1/second_try/0/high").asDouble()
                        - sampled.at("/arms/1/second_try/0/low").asDouble());
        assertThat(experiment.stages().manifest(report).files().keySet())
                .contains("plots/sampled-first-try.png", "plots/sampled-second-try.png");
        String page = Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE));
        assertThat(page)
                .contains(
                        "href=\"#sampled\"",
                        "<h2>Sampled</h2>",
                        "avg@16 = pass@1",
                        "gain of avg@16",
                        "pass@16",
                        "16 sampled courses of each of 100 test tasks, at temperature 0.70 and top-p 1.00",
                        "pass@k, first try")
                .contains("trained, pass@4: ");
    }

    @Test
    void sampledCoursesOfTrainedArePairedWithThoseOfPlainTraining() throws Exception {
        GeneratedExperiment experiment = new GeneratedExperiment(folder, 120, List.of());
        ReportInput input = experiment.commit();
        StageResult report = ReportProgram.write(experiment, experiment.compared(input));
        JsonNode sampled =
                ReportProgram.json(experiment, report, ReportStage.FIGURES).path("sampled");
        assertThat(sampled.path("arms").findValuesAsText("arm"))
                .containsExactly("vanilla", "trained", "baseline-ten-times-larger", "task-grpo");
        assertThat(sampled.has("over_controls")).isFalse();
        JsonNode over = sampled.path("over_task_grpo");
        assertThat(over.path("arm").textValue()).isEqualTo("trained");
        assertThat(over.path("over").textValue()).isEqualTo("task-grpo");
        assertThat(over.at("/gain/absolute").asDouble())
                .isCloseTo(
                        sampled.at("/arms/1/second_try/0/value").asDouble()
                                - sampled.at("/arms/3/second_try/0/value").asDouble(),
                        offset(1e-12))
                .isBetween(
                        over.at("/gain/low").asDouble(), over.at("/gain/high").asDouble());
        assertThat(Files.readString(ReportProgram.file(experiment, report, ReportStage.PAGE)))
                .contains(
                        "Second try, avg@16: trained over task-grpo, which plain GRPO trained on first answers: %s (%s to %s) points."
                                .formatted(
                                        SignedPoints.of(
                                                over.at("/gain/absolute").asDouble()),
                                        SignedPoints.of(over.at("/gain/low").asDouble()),
                                        SignedPoints.of(over.at("/gain/high").asDouble())));
        StageResult without = ReportProgram.write(experiment, input);
        assertThat(Files.readString(ReportProgram.file(experiment, without, ReportStage.FIGURES)))
                .doesNotContain("over_task_grpo");
    }
}
