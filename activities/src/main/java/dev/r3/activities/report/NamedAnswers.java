package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.TaskId;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.failure.DataFailure;
import dev.r3.verifiers.api.AnswerNaming;
import dev.r3.verifiers.api.AnswerNaming.Naming;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import java.util.Iterator;
import java.util.function.Function;

/** Tells of an arm's results, one by one in the order of the tasks, whether their reflections name the answer. */
final class NamedAnswers implements Function<TaskResult, Naming> {
    private final AnswerNaming<?> naming;
    private final Options options;
    private final Iterator<? extends Task> tasks;

    /**
     * @param options of the family
     * @param tasks that the arm answered, in its order
     */
    NamedAnswers(AnswerNaming<?> naming, Options options, Iterator<? extends Task> tasks) {
        this.naming = requireNonNull(naming, "naming is null");
        this.options = requireNonNull(options, "options is null");
        this.tasks = requireNonNull(tasks, "tasks is null");
    }

    /** Of the next result; nothing can be said where it has no reflection. */
    @Override
    public Naming apply(TaskResult result) {
        Task task = tasks.next();
        if (!TaskId.of(task).value().equals(result.task())) {
            throw new DataFailure("task %s of an arm is %s in the data".formatted(result.task(), TaskId.of(task)));
        }
        return result.reflection().isEmpty() ? Naming.UNKNOWN : naming.ofAny(task, result.reflection(), options);
    }
}
