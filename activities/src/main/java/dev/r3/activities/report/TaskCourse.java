package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.failure.DataFailure;

/**
 * A test task as it went before and after training.
 *
 * @param task what it asks, for people
 */
record TaskCourse(String task, TaskResult before, TaskResult after) {
    TaskCourse {
        requireNonNull(task, "task is null");
        if (!before.task().equals(after.task())) {
            throw new DataFailure("arms have different tasks: %s and %s".formatted(before.task(), after.task()));
        }
    }

    Flip flip() {
        return Flip.of(before.secondPassed(), after.secondPassed());
    }
}
