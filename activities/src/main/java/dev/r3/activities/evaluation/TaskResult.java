package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.Judgement;
import dev.r3.model.reflect.Attempt;

/**
 * What an arm made of a test task.
 *
 * @param task its id
 * @param firstError the error type's code of a failed first answer, else empty
 * @param reflection in sight of the retry; empty without one
 * @param retryAnswer empty without a retry
 * @param retryError the error type's code of a failed retry, else empty
 */
public record TaskResult(
        String task,
        String firstAnswer,
        Judgement first,
        String firstError,
        String reflection,
        String retryAnswer,
        Judgement retry,
        String retryError) {
    public TaskResult {
        requireNonNull(task, "task is null");
        requireNonNull(firstAnswer, "firstAnswer is null");
        requireNonNull(first, "first is null");
        requireNonNull(firstError, "firstError is null");
        requireNonNull(reflection, "reflection is null");
        requireNonNull(retryAnswer, "retryAnswer is null");
        requireNonNull(retry, "retry is null");
        requireNonNull(retryError, "retryError is null");
    }

    static TaskResult unretried(String task, Attempt first) {
        return new TaskResult(
                task,
                Judgement.text(first),
                Judgement.of(first.verdict()),
                Judgement.error(first.verdict()),
                "",
                "",
                Judgement.NONE,
                "");
    }

    /** The same first answer with this retry. */
    TaskResult retried(String givenReflection, Attempt attempt) {
        return new TaskResult(
                task,
                firstAnswer,
                first,
                firstError,
                givenReflection,
                Judgement.text(attempt),
                Judgement.of(attempt.verdict()),
                Judgement.error(attempt.verdict()));
    }

    /** The same first answer without a retry. */
    TaskResult firstAlone() {
        return new TaskResult(task, firstAnswer, first, firstError, "", "", Judgement.NONE, "");
    }

    /** The same without texts. */
    TaskResult verdicts() {
        return new TaskResult(task, "", first, firstError, "", "", retry, retryError);
    }

    public boolean hasPassedRetry() {
        return retry == Judgement.PASSED;
    }

    public boolean hasFailedRetry() {
        return retry == Judgement.FAILED;
    }

    public boolean firstPassed() {
        return first == Judgement.PASSED;
    }

    /** Passed at the first try or at the retry. */
    public boolean secondPassed() {
        return firstPassed() || hasPassedRetry();
    }

    /** How the first answer failed: the error type's code, {@code unscorable} or {@code fault}; empty if it passed. */
    public String firstFailure() {
        return failure(first, firstError);
    }

    /** How the task still fails after the second try; empty if it passed. */
    public String lastFailure() {
        return retry == Judgement.NONE ? firstFailure() : failure(retry, retryError);
    }

    private static String failure(Judgement judgement, String error) {
        return switch (judgement) {
            case FAILED -> error;
            case UNSCORABLE -> "unscorable";
            case FAULT -> "fault";
            case PASSED, NONE -> "";
        };
    }
}
