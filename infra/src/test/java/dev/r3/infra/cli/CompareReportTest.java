package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static FinishedRun run(String name, String... arms) {
        return new FinishedRun(
                new ExperimentId("r3-" + name + "-000000000000"),
                new TreeMap<>(),
                new Digest("ab".repeat(32)),
                Stream.of(arms).map(arm -> new Arm(arm, List.of(PASSED))).toList(),
                SampledResults.NONE);
    }
}
