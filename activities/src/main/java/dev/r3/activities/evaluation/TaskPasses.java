package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

/**
 * How often weights pass a test task whose courses are sampled.
 *
 * @param task its id
 * @param samples how many courses it had
 * @param firstTry of them, those whose first answer passed
 * @param secondTry those whose first answer or retry passed
 */
public record TaskPasses(String task, int samples, int firstTry, int secondTry) {
    public TaskPasses {
        requireNonNull(task, "task is null");
        if (firstTry < 0 || firstTry > secondTry || secondTry > samples) {
            throw new IllegalArgumentException(
                    "%d and %d of %d courses of %s".formatted(firstTry, secondTry, samples, task));
        }
    }
}
