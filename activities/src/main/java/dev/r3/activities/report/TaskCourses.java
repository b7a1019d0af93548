package dev.r3.activities.report;

import dev.r3.activities.dataset.TaskId;
import dev.r3.activities.dataset.TaskReader;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.table.RecordRows;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All test tasks as they went before and after training, one by one. */
final class TaskCourses implements Iterator<TaskCourse>, AutoCloseable {
    private final TaskReader<?> tasks;
    private final RecordRows<TaskResult> before;
    private final RecordRows<TaskResult> after;

    private TaskCourses(TaskReader<?> tasks, RecordRows<TaskResult> before, RecordRows<TaskResult> after) {
        this.tasks = tasks;
        this.before = before;
        this.after = after;
    }

    /**
     * Opens the files.
     *
     * @param tasks of the test side
     * @param before vanilla's results
     * @param after trained's results
     */
    static TaskCourses open(TaskFamily<?> family, Path tasks, Path before, Path after) {
        return new TaskCourses(
                TaskReader.open(family, tasks),
                RecordRows.open(before, TaskResult.class),
                RecordRows.open(after, TaskResult.class));
    }

    @Override
    public boolean hasNext() {
        return before.hasNext();
    }

    @Override
    public TaskCourse next() {
        TaskResult first = before.next();
        Task task = tasks.next();
        if (!TaskId.of(task).value().equals(first.task())) {
            throw new DataFailure("task %s of the arms is %s in the data".formatted(first.task(), TaskId.of(task)));
        }
        return new TaskCourse(text(task), first, after.next());
    }

    /** What its prompts may name, a line each. */
    private static String text(Task task) {
        return new TreeMap<>(task.promptVariables())
                .entrySet().stream()
                        .map(variable -> variable.getKey() + ": " + variable.getValue())
                        .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        try (tasks;
                before;
                after) {
            // All are closed, whatever one of them throws.
        }
    }
}
