package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.verifiers.question.QuestionTask;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GuardedVerifierTest {

    private static final QuestionTask TASK = new QuestionTask("question", "answer");

    /** A verifier that does what a test wants. */
    private record Scripted(Supplier<Verdict> script) implements Verifier<QuestionTask> {
        @Override
        public Verdict verify(QuestionTask task, Completion completion) {
            return script.get();
        }

        @Override
        public Optional<String> answerText(Completion completion) {
            return Optional.of(completion.text());
        }

        @Override
        public Optional<String> goldAnswer(QuestionTask task) {
            return Optional.of(task.answer());
        }
    }

    @Test
    void passesOnWhatTheVerifierSays() {
        GuardedVerifier<QuestionTask> guarded = new GuardedVerifier<>(new Scripted(Verdict::passed));
        assertThat(guarded.verify(TASK, Completion.whole("a"))).isEqualTo(Verdict.passed());
        assertThat(guarded.answerText(Completion.whole("a"))).contains("a");
        assertThat(guarded.goldAnswer(TASK)).contains("answer");
    }

    @Test
    void turnsDefectsIntoFaults() {
        assertThat(fault(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isEqualTo("java.lang.IllegalStateException: broken");
        assertThat(fault(() -> {
                    throw new NoClassDefFoundError("com/example/Missing");
                }))
                .isEqualTo("java.lang.NoClassDefFoundError: com/example/Missing");
        assertThat(fault(() -> {
                    throw new AssertionError("impossible");
                }))
                .isEqualTo("java.lang.AssertionError: impossible");
        assertThat(fault(() -> descend(0))).startsWith("java.lang.StackOverflowError");
    }

    @Test
    void boundsTheReason() {
        assertThat(fault(() -> {
                    throw new IllegalStateException("x".repeat(1_000_000));
                }))
                .hasSizeLessThan(400)
                .endsWith("…");
    }

    @Test
    @SuppressWarnings("NullAway") // A plug-in may break its promise.
    void aMissingVerdictIsAFault() {
        assertThat(fault(() -> null)).isEqualTo("the verifier gave no verdict");
    }

    @Test
    void letsErrorsOfTheMachinePass() {
        assertThatThrownBy(() -> fault(() -> {
                    throw new OutOfMemoryError("heap");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @SuppressWarnings("InfiniteRecursion") // The stack has to overflow.
    private static Verdict descend(int depth) {
        return descend(depth + 1);
    }

    private static String fault(Supplier<Verdict> script) {
        Verdict verdict = new GuardedVerifier<>(new Scripted(script)).verify(TASK, Completion.whole("a"));
        return ((Verdict.VerifierFault) verdict).reason();
    }
}
