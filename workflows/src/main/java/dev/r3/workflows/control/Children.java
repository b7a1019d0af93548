package dev.r3.workflows.control;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.failure.TemporalException;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A workflow's children that run, so that they can be paused and stopped with it. Each hears of it by its signals
 * {@code pause}, {@code resume} and {@code stop}.
 */
public final class Children {
    private final List<Promise<WorkflowExecution>> running = new ArrayList<>();

    /**
     * Waits for a child's result.
     *
     * @param child its stub
     */
    public <R> R run(Object child, Supplier<R> result) {
        Promise<WorkflowExecution> begun = Workflow.getWorkflowExecution(child);
        running.add(begun);
        try {
            return result.get();
        } finally {
            running.remove(begun);
        }
    }

    public void pause() {
        tell("pause");
    }

    public void resume() {
        tell("resume");
    }

    public void stop() {
        tell("stop");
    }

    private void tell(String message) {
        for (Promise<WorkflowExecution> begun : List.copyOf(running)) {
            try {
                // The server knows a child only once it has begun.
                String id = begun.get().getWorkflowId();
                // By its id alone: the stub of the child would tell its first run, which may have continued as another.
                Workflow.newUntypedExternalWorkflowStub(id).signal(message);
            } catch (TemporalException endedMeanwhile) {
                // There is nothing left to pause or stop; the others are told all the same.
                Workflow.getLogger(Children.class).debug("a child had ended", endedMeanwhile);
            }
        }
    }
}
