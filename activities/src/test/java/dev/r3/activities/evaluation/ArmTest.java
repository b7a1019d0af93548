package dev.r3.activities.evaluation;

import static dev.r3.activities.policy.Judgement.FAILED;
import static dev.r3.activities.policy.Judgement.NONE;
import static dev.r3.activities.policy.Judgement.PASSED;
import static dev.r3.activities.policy.Judgement.UNSCORABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.policy.Judgement;
import dev.r3.model.evaluate.McNemar;
import dev.r3.model.evaluate.Proportion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmTest {
    private static final Arm BEFORE = new Arm(
            "before",
            List.of(
                    result("a", PASSED, "", NONE, ""),
                    result("b", FAILED, "missed-target", PASSED, ""),
                    result("c", FAILED, "missed-target", FAILED, "wrong-numbers"),
                    result("d", UNSCORABLE, "", NONE, "")));

    @Test
    void secondTriesCountBothTriesOverAllTasks() {
        assertThat(BEFORE.firstTry()).isEqualTo(new Proportion(1, 4));
        assertThat(BEFORE.secondTry()).isEqualTo(new Proportion(2, 4));
    }

    @Test
    void errorsAreThoseOfTheLastTry() {
        assertThat(BEFORE.firstErrors())
                .containsExactlyInAnyOrderEntriesOf(Map.of("missed-target", 2L, "unscorable", 1L));
        assertThat(BEFORE.lastErrors())
                .containsExactlyInAnyOrderEntriesOf(Map.of("wrong-numbers", 1L, "unscorable", 1L));
    }

    @Test
    void armsAreComparedTaskByTask() {
        Arm after = new Arm(
                "after",
                List.of(
                        result("a", FAILED, "missed-target", FAILED, "missed-target"),
                        result("b", PASSED, "", NONE, ""),
                        result("c", PASSED, "", NONE, ""),
                        result("d", PASSED, "", NONE, "")));
        assertThat(BEFORE.secondTryAgainst(after)).isEqualTo(new McNemar(1, 2));
        assertThat(after.firstTryAgainst(BEFORE)).isEqualTo(new McNemar(3, 1));
        Arm fewer = new Arm("fewer", after.results().subList(0, 3));
        assertThatThrownBy(() -> BEFORE.secondTryAgainst(fewer)).hasMessage("before has 4 tasks and fewer has 3");
        Arm others =
                new Arm("others", after.results().stream().map(ArmTest::renamed).toList());
        assertThatThrownBy(() -> BEFORE.secondTryAgainst(others)).hasMessage("before and others have different tasks");
    }

    private static TaskResult renamed(TaskResult result) {
        return result("x" + result.task(), result.first(), result.firstError(), result.retry(), result.retryError());
    }

    private static TaskResult result(
            String task, Judgement first, String firstError, Judgement retry, String retryError) {
        return new TaskResult(task, "answer", first, firstError, "", "", retry, retryError);
    }
}
