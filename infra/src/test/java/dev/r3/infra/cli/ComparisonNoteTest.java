package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;
import dev.r3.infra.compare.FinishedRun;
import dev.r3.infra.compare.FinishedRuns;
import dev.r3.model.evaluate.PairedDifference;
import dev.r3.workflows.contract.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonNoteTest {
    private static final Digest VERIFIER = FinishedRuns.VERIFIER;
    private static final FinishedRun FIRST = run("a", VERIFIER, Map.of("seed", "1", "name", "x"), 10, 2);
    private static final FinishedRun SECOND =
            run("b", VERIFIER, Map.of("seed", "2", "name", "x", "parent", "y".repeat(40)), 10, 9);

    @Test
    void eachRunIsToldHowItDoesBesideTheOther() {
        assertThat(ComparisonNote.of(SECOND, FIRST))
                .isEqualTo(
                        "trained's second try %s, p 0.016, on 10 tasks in common; spec: parent %s... (there none), seed 2 (there 1)"
                                .formatted(GainText.of(new PairedDifference(2, 7, 0, 1)), "y".repeat(27)));
        assertThat(ComparisonNote.of(FIRST, SECOND))
                .startsWith("trained's second try -70.0 points")
                .endsWith("seed 1 (there 2)");
        assertThat(ComparisonNote.of(FIRST, FIRST))
                .contains("second try 0.0 points", "p 1.000")
                .endsWith("; the same spec");
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        FinishedRun stricter = run("c", new Digest("cd".repeat(32)), Map.of("seed", "1"), 4, 1);
        assertThat(ComparisonNote.of(stricter, FIRST)).contains("on 4 tasks in common, judged by different verifiers");
        FinishedRun elsewhere = FinishedRuns.of(
                "d", VERIFIER, Map.of(), List.of(new Arm("trained", List.of(result("another task", true)))));
        assertThat(ComparisonNote.of(elsewhere, FIRST)).startsWith("no test task in common; spec: ");
    }

    @Test
    void aTagStaysShort() {
        Map<String, String> params = new TreeMap<>();
        IntStream.range(0, 200).forEach(i -> params.put("key" + i, "value ".repeat(1_000)));
        assertThat(ComparisonNote.of(run("e", VERIFIER, params, 10, 5), FIRST))
                .hasSizeLessThan(600)
                .endsWith(" and 196 more");
    }

    private static FinishedRun run(String name, Digest verifier, Map<String, String> params, int tasks, int passed) {
        List<TaskResult> trained = IntStream.range(0, tasks)
                .mapToObj(task -> result("t" + task, task < passed))
                .toList();
        return FinishedRuns.of(name, verifier, params, List.of(new Arm("trained", trained)));
    }

    private static TaskResult result(String task, boolean passed) {
        return FinishedRuns.first(task, passed ? Judgement.PASSED : Judgement.FAILED);
    }
}
