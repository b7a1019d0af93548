package dev.r3.infra.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;
import dev.r3.model.evaluate.McNemar;
import dev.r3.model.evaluate.PairedDifference;
import dev.r3.workflows.contract.Digest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompareTest {
    private static final Digest VERIFIER = FinishedRuns.VERIFIER;
    private static final Digest STRICTER = new Digest("cd".repeat(32));
    private static final FinishedRun FIRST =
            run("a", VERIFIER, Map.of("seed", "1", "train.beta", "0"), "t1 pass", "t2 fail", "t3 fail", "t9 pass");
    private static final FinishedRun SECOND = run(
            "b", STRICTER, Map.of("seed", "1", "train.beta", "0.1", "parent", "x"), "t3 pass", "t2 pass", "t1 pass");

    @Test
    void specsDifferWhereAKeyHasOtherValuesOrNone() {
        assertThat(SpecDifference.between(List.of(FIRST, SECOND)))
                .containsExactly(
                        new SpecDifference("parent", List.of("", "x")),
                        new SpecDifference("train.beta", List.of("0", "0.1")));
        assertThat(SpecDifference.between(List.of(FIRST, FIRST))).isEmpty();
    }

    @Test
    void armsMeetOnTheTasksInCommonWhateverTheirOrder() {
        assertThat(ArmContest.between(List.of(FIRST, SECOND), "trained"))
                .singleElement()
                .satisfies(contest -> {
                    Arm mine = contest.firstArm().orElseThrow();
                    Arm theirs = contest.secondArm().orElseThrow();
                    assertThat(mine.results()).extracting(TaskResult::task).containsExactly("t1", "t2", "t3");
                    assertThat(mine.secondTryAgainst(theirs)).isEqualTo(new McNemar(0, 2));
                    assertThat(theirs.secondTryDifference(mine)).isEqualTo(new PairedDifference(1, 2, 0, 0));
                    assertThat(contest.judgedAlike()).isFalse();
                });
    }

    @Test
    void eachPairOfRunsMeetsOnce() {
        FinishedRun third = run("c", VERIFIER, Map.of(), "t8 pass");
        assertThat(ArmContest.between(List.of(FIRST, SECOND, third), "trained"))
                .extracting(contest -> contest.first().value() + " "
                        + contest.second().value() + " " + contest.firstArm().isPresent())
                .containsExactly(
                        "r3-a-000000000000 r3-b-000000000000 true",
                        "r3-a-000000000000 r3-c-000000000000 false",
                        "r3-b-000000000000 r3-c-000000000000 false");
        assertThat(ArmContest.between(List.of(FIRST, SECOND), "vanilla")).isEmpty();
    }

    private static FinishedRun run(String name, Digest verifier, Map<String, String> params, String... results) {
        List<TaskResult> trained = Stream.of(results)
                .map(text -> text.split(" ", 2))
                .map(parts ->
                        FinishedRuns.first(parts[0], parts[1].equals("pass") ? Judgement.PASSED : Judgement.FAILED))
                .toList();
        return FinishedRuns.of(name, verifier, params, List.of(new Arm("trained", trained)));
    }
}
