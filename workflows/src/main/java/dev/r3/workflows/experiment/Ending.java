package dev.r3.workflows.experiment;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;

/** What a stage that did not come to its end said itself: the failures around it name workflows and activities. */
final class Ending {
    private Ending() {}

    /** In words, such as {@code stopped after step 50 of 400 of training}. */
    static String of(TemporalFailure failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure named) {
                return named.getOriginalMessage();
            }
            if (cause instanceof CanceledFailure) {
                return "cancelled";
            }
        }
        return failure.getOriginalMessage();
    }
}
