package dev.r3.activities.report;

import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;

/** Verdicts in a word: {@code passed}, the error type's code, {@code unscorable}, {@code fault}, {@code none}. */
final class Verdicts {
    static final String PASSED = "passed";
    static final String NONE = "none";

    private Verdicts() {}

    static String first(TaskResult result) {
        return result.firstPassed() ? PASSED : result.firstFailure();
    }

    static String retry(TaskResult result) {
        if (result.retry() == Judgement.NONE) {
            return NONE;
        }
        return result.hasPassedRetry() ? PASSED : result.lastFailure();
    }
}
