package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;
import dev.r3.activities.promotion.PromotionDecision;
import dev.r3.infra.compare.FinishedRun;
import dev.r3.infra.compare.FinishedRuns;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.spec.ForgettingSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompareReportTest {
    private static final TaskResult PASSED =
            new TaskResult("task", "", Judgement.PASSED, "", "", "", Judgement.NONE, "");
    private static final ForgettingSpec FORGETTING = new ForgettingSpec(
            new TaskSpec("countdown", Map.of(), new PromptSpec("", "", "", "")),
            "sums.jsonl",
            Map.of(),
            new ProofSpec(1, 1, 0.01),
            0,
            0.05);

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

    /** 6 of 6 pairs one way: p is 2 / 2⁶. */
    @Test
    void bothTriesHaveTheirGainAndP() {
        Arm first = new Arm("trained", results(0));
        Arm second = new Arm("trained", results(6));
        assertThat(CompareReport.difference(first, second))
                .matches("second try [+]60\\.0 points [(]95 %: .*[)], p 0\\.031; "
                        + "first try [+]60\\.0 points [(]95 %: .*[)], p 0\\.031; 10 tasks in common");
    }

    /** Of 10 tasks, the first ones passed. */
    private static List<TaskResult> results(int passed) {
        return IntStream.range(0, 10)
                .mapToObj(task -> FinishedRuns.first("t" + task, task < passed ? Judgement.PASSED : Judgement.FAILED))
                .toList();
    }

    @Test
    void whatTrainingChangedElsewhereAndTheGatesWordStandBesideEachOther() {
        FinishedRun plain = run("a", "trained");
        FinishedRun checked = new FinishedRun(
                new ExperimentId("r3-b-000000000000"),
                new TreeMap<>(),
                plain.verifier(),
                plain.arms(),
                SampledResults.NONE,
                List.of(new ForgettingCheck(
                        "sums", FORGETTING, new Arm("vanilla", results(7)), new Arm("trained", results(4)), 3)),
                Optional.of(new PromotionDecision(PromotionDecision.Verdict.KEPT, "the first try lost too much")));
        CompareReport report = new CompareReport(List.of(plain, checked));

        JsonNode json = report.json();
        assertThat(json.at("/runs/0/forgetting")).isEmpty();
        assertThat(json.at("/runs/0").has("gate")).isFalse();
        assertThat(json.at("/runs/1/forgetting/0/name").asText()).isEqualTo("sums");
        assertThat(json.at("/runs/1/forgetting/0/left_out").asLong()).isEqualTo(3);
        assertThat(json.at("/runs/1/forgetting/0/first_try_difference/gain").asDouble())
                .isCloseTo(-0.3, within(1e-12));
        assertThat(json.at("/runs/1/gate/decision").asText()).isEqualTo("kept");
        assertThat(json.at("/runs/1/gate/reason").asText()).isEqualTo("the first try lost too much");

        assertThat(printed(report))
                .containsPattern("forgetting: trained over vanilla +r3-a-0+ +r3-b-0+\n")
                .containsPattern("\nsums, first try +-30\\.0 points [(]95 %: ")
                .containsPattern("\nsums, second try +-30\\.0 points [(]95 %: ")
                .containsPattern("\ngate +r3-a-0+ +r3-b-0+\ndecision +kept\n");
        assertThat(printed(new CompareReport(List.of(plain, plain)))).doesNotContain("forgetting", "gate");
    }

    private static String printed(CompareReport report) {
        PrintStream realOut = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            report.print();
        } finally {
            System.setOut(realOut);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static FinishedRun run(String name, String... arms) {
        return FinishedRuns.of(
                name,
                FinishedRuns.VERIFIER,
                Map.of(),
                Stream.of(arms).map(arm -> new Arm(arm, List.of(PASSED))).toList());
    }
}
