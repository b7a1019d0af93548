package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;
import dev.r3.infra.compare.FinishedRun;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompareReportTest {
    private static final TaskResult PASSED =
            new TaskResult("task", "", Judgement.PASSED, "", "", "", Judgement.NONE, "");

    @Test
    void armsStandAsInARunsOwnTable() {
        FinishedRun first = run("a", "baseline-10x", "vanilla", "vanilla/no-reflection", "trained");
        FinishedRun second = run("b", "baseline-10x", "vanilla", "trained", "trained/no-reflection", "task-grpo");
        assertThat(new CompareReport(List.of(first, second)).armNames())
                .containsExactly(
                        "vanilla",
                        "vanilla/no-reflection",
                        "trained",
                        "trained/no-reflection",
                        "baseline-10x",
                        "task-grpo");
    }

    /** One of one passes: Wilson's interval reaches down to 1 / (1 + 1.96²). */
    @Test
    void sharesHaveTheirIntervals() {
        CompareReport report = new CompareReport(List.of(run("a", "trained"), run("b", "trained")));
        JsonNode arm = report.json().at("/runs/1/arms/0");
        assertThat(arm.path("first_try").asDouble()).isEqualTo(1);
        assertThat(arm.at("/first_try_interval/low").asDouble()).isCloseTo(0.2065, within(1e-4));
        assertThat(arm.at("/second_try_interval/high").asDouble()).isEqualTo(1);
        assertThat(CompareReport.tries(new Arm("trained", List.of(PASSED))))
                .isEqualTo("100.0 % (20.7 - 100.0), 100.0 % (20.7 - 100.0)");
    }

    private static FinishedRun run(String name, String... arms) {
        return new FinishedRun(
                new ExperimentId("r3-" + name + "-000000000000"),
                new TreeMap<>(),
                new Digest("ab".repeat(32)),
                Stream.of(arms).map(arm -> new Arm(arm, List.of(PASSED))).toList(),
                SampledResults.NONE);
    }
}
