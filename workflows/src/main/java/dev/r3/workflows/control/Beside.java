package dev.r3.workflows.control;

import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions.Proc;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Parts of a workflow that go on beside its course. Where one fails, the course and the other parts are cancelled at
 * once: it could not end otherwise, and may take hours until it is there. A part that its user stopped is no such failure;
 * a course that its user stopped ends when its parts, which were stopped as well, have done what they were at.
 */
public final class Beside {
    private final List<Promise<Void>> parts = new ArrayList<>();
    private final CompletablePromise<Void> broken = Workflow.newPromise();

    private Beside() {}

    /**
     * Runs a course to its end.
     *
     * @throws TemporalFailure the first that the course or a part fails with
     */
    public static void run(Consumer<Beside> course) {
        Beside beside = new Beside();
        CompletablePromise<Void> ended = Workflow.newPromise();
        CancellationScope scope =
                Workflow.newCancellationScope(() -> ended.completeFrom(Async.procedure(() -> course.accept(beside))));
        scope.run();
        try {
            Promise.anyOf(ended, beside.broken).get();
        } catch (TemporalFailure first) {
            boolean stopped = ended.isCompleted() && Gate.isStop(first);
            if (!ended.isCompleted()) {
                scope.cancel();
                awaitEnd(ended);
            }
            if (stopped || scope.isCancelRequested()) {
                beside.parts.forEach(Beside::awaitEnd);
            }
            throw first;
        }
    }

    private static void awaitEnd(Promise<Void> part) {
        part.handle((nothing, failure) -> failure == null).get();
    }

    /** Begins a part. */
    public void begin(Proc part) {
        Promise<Void> begun = Async.procedure(part);
        parts.add(begun);
        // Nobody waits for what this gives: it is there to notice the end.
        begun.handle((nothing, failure) -> {
            if (failure != null && !Gate.isStop(failure)) {
                broken.completeExceptionally(failure);
            }
            return failure == null;
        });
    }

    /** Waits for all parts. */
    public void join() {
        parts.forEach(Promise::get);
    }
}
