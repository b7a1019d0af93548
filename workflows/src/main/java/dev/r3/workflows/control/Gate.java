package dev.r3.workflows.control;

import dev.r3.workflows.contract.FailureType;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;

/** Where a workflow waits between its parts while it is paused, and where it ends if it is to stop. */
public final class Gate {
    private boolean paused;
    private boolean stopping;

    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
    }

    public void stop() {
        stopping = true;
    }

    /** Whether the user stopped or cancelled what failed. */
    public static boolean isStop(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CanceledFailure) {
                return true;
            }
            if (cause instanceof ApplicationFailure named && named.getType().equals(FailureType.STOPPED.typeName())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Goes on as soon as it may.
     *
     * @param where the workflow is, for people: {@code after step 50 of 400}
     * @throws ApplicationFailure of {@link FailureType#STOPPED}
     */
    public void pass(String where) {
        Workflow.await(() -> stopping || !paused);
        if (stopping) {
            throw ApplicationFailure.newNonRetryableFailure("stopped " + where, FailureType.STOPPED.typeName());
        }
    }
}
