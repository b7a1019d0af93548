package dev.r3.workflows.control;

import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A workflow's children that run, so that they can be paused and stopped with it. */
public final class Children {
    private final List<Child> running = new ArrayList<>();

    /** How a child is told. */
    public record Child(Runnable pause, Runnable resume, Runnable stop) {}

    /** Waits for a child's result. */
    public <R> R run(Child child, Supplier<R> result) {
        running.add(child);
        try {
            return result.get();
        } finally {
            running.remove(child);
        }
    }

    public void pause() {
        tell(child -> child.pause().run());
    }

    public void resume() {
        tell(child -> child.resume().run());
    }

    public void stop() {
        tell(child -> child.stop().run());
    }

    private void tell(Consumer<Child> message) {
        for (Child child : List.copyOf(running)) {
            try {
                message.accept(child);
            } catch (SignalExternalWorkflowException endedMeanwhile) {
                // There is nothing left to pause or stop; the others are told all the same.
                Workflow.getLogger(Children.class).debug("a child had ended", endedMeanwhile);
            }
        }
    }
}
