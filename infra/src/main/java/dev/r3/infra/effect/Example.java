package dev.r3.infra.effect;

import dev.r3.activities.evaluation.TaskResult;
import java.util.Map;

/**
 * A task that training made pass.
 *
 * @param task what prompts name of it
 */
public record Example(Map<String, String> task, TaskResult before, TaskResult after) {
    public Example {
        task = Map.copyOf(task);
    }

    static boolean isFixed(TaskResult before, TaskResult after) {
        return before.hasFailedRetry() && after.hasPassedRetry();
    }
}
