package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.r3.activities.dataset.TaskId;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.policy.Judgement;
import dev.r3.verifiers.api.AnswerNaming.Naming;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownNaming;
import dev.r3.verifiers.countdown.CountdownTask;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
        ArmTally arm = ArmTally.of("vanilla", TEMPLATES, ArmTallyTest::naming, all(PASSED, FIXED, WRONG, CUT));
        assertThat(arm.firstTry().count()).isEqualTo(1);
        assertThat(arm.secondTry().share()).isEqualTo(0.5);
        assertThat(arm.firstErrors()).isEqualTo(Map.of("wrong", 2L, "unscorable", 1L));
        assertThat(arm.lastErrors()).isEqualTo(Map.of("late", 1L, "unscorable", 1L));
        ReflectionFigures reflections = arm.reflections(1_000);
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
        assertThat(reflections.told()).isEqualTo(2);
        assertThat(reflections.naming()).as("2 is named, 3 is not").isEqualTo(0.5);
    }

    @Test
    void whatCantBeToldDoesNotCount() {
        ArmTally some = ArmTally.of(
                "some",
                TEMPLATES,
                result -> result.equals(FIXED) ? Naming.NAMED : Naming.UNKNOWN,
                all(PASSED, FIXED, WRONG, WRONG));
        assertThat(some.reflections(1_000).count()).isEqualTo(3);
        assertThat(some.reflections(1_000).told()).isEqualTo(1);
        assertThat(some.reflections(1_000).naming()).isEqualTo(1);
        ReflectionFigures none = ArmTally.of("none", TEMPLATES, result -> Naming.UNKNOWN, all(FIXED, WRONG))
                .reflections(1_000);
        assertThat(none.naming()).isNull();
        assertThat(FiguresFile.json(none)).contains("\"told\" : 0", "\"naming\" : null");
    }

    /** One and the same way of writing: six words of which a third is new each time looks poorer the longer it goes on. */
    @Test
    void distinctWordsAreToldOfEquallyManyReflections() {
        TaskResult another = reflecting("d", "again it is");
        ArmTally many =
                ArmTally.of("vanilla", TEMPLATES, ArmTallyTest::naming, all(FIXED, another, with("e", another)));
        ArmTally few = ArmTally.of("trained", TEMPLATES, ArmTallyTest::naming, all(FIXED, another, with("e", PASSED)));
        assertThat(many.reflections(1_000).distinct1())
                .as("of 'it is 2 again it is again it is': it, is, 2, again of 9 words")
                .isCloseTo(4 / 9.0, within(1e-12));
        assertThat(many.reflections(1_000).distinct2())
                .as("'it is', 'is 2', 'again it' of 6 pairs")
                .isCloseTo(3 / 6.0, within(1e-12));
        List<ArmFigures> compared = new Comparison(List.of(many, few)).figures();
        for (ArmFigures arm : compared) {
            assertThat(arm.reflections().sample()).as(arm.arm()).isEqualTo(2);
            assertThat(arm.reflections().distinct1())
                    .as("of 'it is 2 again it is': 4 of 6 words")
                    .isCloseTo(4 / 6.0, within(1e-12));
            assertThat(arm.reflections().distinct2())
                    .as("'it is', 'is 2', 'again it' of 4 pairs")
                    .isCloseTo(3 / 4.0, within(1e-12));
        }
        assertThat(compared.get(0).reflections().count()).isEqualTo(3);
        assertThat(compared.get(0).reflections().meanWords()).as("of all").isEqualTo(3);
    }

    private static TaskResult reflecting(String task, String reflection) {
        return new TaskResult(task, "1", Judgement.FAILED, "wrong", reflection, "3", Judgement.FAILED, "late");
    }

    @Test
    void reflectionsAreHeldAgainstTheirTasks() {
        CountdownTask task = new CountdownTask(13, List.of(2L, 3L, 4L, 12L), Optional.empty());
        CountdownTask another = new CountdownTask(14, List.of(2L, 3L, 4L, 12L), Optional.empty());
        TaskResult named = new TaskResult(
                TaskId.of(task).value(),
                "1",
                Judgement.FAILED,
                "wrong",
                "first 12 + 3 = 15 then 15 - 4 = 11 then 11 + 2 = 13",
                "no matter",
                Judgement.FAILED,
                "wrong");
        assertThat(naming(task).apply(named)).isEqualTo(Naming.NAMED);
        assertThat(naming(task).apply(with(named.task(), PASSED)))
                .as("no reflection")
                .isEqualTo(Naming.UNKNOWN);
        assertThat(naming(another).apply(with(TaskId.of(another).value(), named)))
                .isEqualTo(Naming.NOT_NAMED);
        assertThatThrownBy(() -> naming(another).apply(named)).isInstanceOf(DataFailure.class);
    }

    private static NamedAnswers naming(CountdownTask task) {
        return new NamedAnswers(
                new CountdownNaming(),
                Options.of(new CountdownFamily().options(), Map.of()),
                List.of(task).iterator());
    }

    private static Naming naming(TaskResult result) {
        return result.reflection().contains("2") ? Naming.NAMED : Naming.NOT_NAMED;
    }

    @Test
    void armsAreComparedTaskByTask() {
        ArmTally one = ArmTally.of("one", TEMPLATES, ArmTallyTest::naming, all(PASSED, FIXED, WRONG));
        ArmTally other =
                ArmTally.of("other", TEMPLATES, ArmTallyTest::naming, all(PASSED, with("b", WRONG), with("c", FIXED)));
        assertThat(one.secondTryAgainst(other).onlyFirst()).isEqualTo(1);
        assertThat(one.secondTryAgainst(other).onlySecond()).isEqualTo(1);
        assertThat(one.secondTryAgainst(other).both()).isEqualTo(1);
        assertThat(one.secondTryAgainst(other).difference()).isCloseTo(0, within(1e-12));
        ArmTally shuffled = ArmTally.of("shuffled", TEMPLATES, ArmTallyTest::naming, all(FIXED, PASSED, WRONG));
        assertThatThrownBy(() -> one.secondTryAgainst(shuffled))
                .isInstanceOf(DataFailure.class)
                .hasMessage("arms one and shuffled have different tasks");
        assertThatThrownBy(() -> ArmTally.of("none", TEMPLATES, ArmTallyTest::naming, all()))
                .isInstanceOf(DataFailure.class);
    }

    @Test
    void whatIsWrittenMostOftenIsCommon() {
        ReflectionTemplates templates = ReflectionTemplates.of("generic", all(PASSED, FIXED, WRONG, WRONG, FIXED));
        assertThat(templates.common()).contains(new CommonReflection("it is 2", 2, 4));
        ReflectionTemplates varied = ReflectionTemplates.of("generic", all(PASSED, FIXED, WRONG, CUT));
        assertThat(varied.common()).as("none is there twice").isEmpty();
        assertThat(ArmTally.of("varied", varied, ArmTallyTest::naming, all(FIXED))
                        .reflections(1_000)
                        .likeCommon())
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
