package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.policy.Judgement;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmTallyTest {
    private static final TaskResult PASSED = new TaskResult("a", "1", Judgement.PASSED, "", "", "", Judgement.NONE, "");
    private static final TaskResult FIXED =
            new TaskResult("b", "1", Judgement.FAILED, "wrong", "it is 2", "<answer>2</answer>", Judgement.PASSED, "");
    private static final TaskResult WRONG =
            new TaskResult("c", "1", Judgement.FAILED, "wrong", "again again", "3", Judgement.FAILED, "late");
    private static final TaskResult CUT =
            new TaskResult("d", "1", Judgement.UNSCORABLE, "", "", "", Judgement.NONE, "");

    private static final ReflectionTemplates TEMPLATES =
            new ReflectionTemplates("It is wrong.", Optional.of(new CommonReflection("again", 3, 4)));

    @Test
    void countsWhatAnArmDid() {
        ArmTally arm = ArmTally.of("vanilla", TEMPLATES, all(PASSED, FIXED, WRONG, CUT));
        assertThat(arm.firstTry().count()).isEqualTo(1);
        assertThat(arm.secondTry().share()).isEqualTo(0.5);
        assertThat(arm.firstErrors()).isEqualTo(Map.of("wrong", 2L, "unscorable", 1L));
        assertThat(arm.lastErrors()).isEqualTo(Map.of("late", 1L, "unscorable", 1L));
        ReflectionFigures reflections = arm.reflections();
        assertThat(reflections.count()).isEqualTo(2);
        assertThat(reflections.meanCharacters()).isEqualTo(9);
        assertThat(reflections.meanWords()).isEqualTo(2.5);
        assertThat(reflections.distinct1()).as("it, is, 2, again of 5").isEqualTo(0.8);
        assertThat(reflections.distinct2()).as("no pair is there twice").isEqualTo(1);
        assertThat(reflections.likeGeneric())
                .as("'it is' of 3 and 3 words, and nothing")
                .isCloseTo((2 * 2 / 6.0 + 0) / 2, within(1e-12));
        assertThat(reflections.likeCommon())
                .as("nothing, and one of 2 words and 1")
                .isCloseTo((0 + 2 * 1 / 3.0) / 2, within(1e-12));
        assertThat(reflections.naming()).as("2 is named, 3 is not").isEqualTo(0.5);
    }

    @Test
    void armsAreComparedTaskByTask() {
        ArmTally one = ArmTally.of("one", TEMPLATES, all(PASSED, FIXED, WRONG));
        ArmTally other = ArmTally.of("other", TEMPLATES, all(PASSED, with("b", WRONG), with("c", FIXED)));
        assertThat(one.secondTryAgainst(other).onlyFirst()).isEqualTo(1);
        assertThat(one.secondTryAgainst(other).onlySecond()).isEqualTo(1);
        assertThat(one.secondTryAgainst(other).both()).isEqualTo(1);
        assertThat(one.secondTryAgainst(other).difference()).isCloseTo(0, within(1e-12));
        ArmTally shuffled = ArmTally.of("shuffled", TEMPLATES, all(FIXED, PASSED, WRONG));
        assertThatThrownBy(() -> one.secondTryAgainst(shuffled))
                .isInstanceOf(DataFailure.class)
                .hasMessage("arms one and shuffled have different tasks");
        assertThatThrownBy(() -> ArmTally.of("none", TEMPLATES, all())).isInstanceOf(DataFailure.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <answer> 8 * 7 </answer>             | 8*7
            so <answer>1</answer> <answer>2 + 3  | 2+3
            no tags at all                       | notagsatall
            """)
    void anAnswerIsWhatStandsInTheLastTags(String retry, String answer) {
        assertThat(AnswerText.of(retry)).isEqualTo(answer);
    }

    @Test
    void whatIsWrittenMostOftenIsCommon() {
        ReflectionTemplates templates = ReflectionTemplates.of("generic", all(PASSED, FIXED, WRONG, WRONG, FIXED));
        assertThat(templates.common()).contains(new CommonReflection("it is 2", 2, 4));
        ReflectionTemplates varied = ReflectionTemplates.of("generic", all(PASSED, FIXED, WRONG, CUT));
        assertThat(varied.common()).as("none is there twice").isEmpty();
        assertThat(ArmTally.of("varied", varied, all(FIXED)).reflections().likeCommon())
                .isNull();
    }

    private static TaskResult with(String task, TaskResult like) {
        return new TaskResult(
                task,
                like.firstAnswer(),
                like.first(),
                like.firstError(),
                like.reflection(),
                like.retryAnswer(),
                like.retry(),
                like.retryError());
    }

    private static Iterator<TaskResult> all(TaskResult... results) {
        return List.of(results).iterator();
    }
}
