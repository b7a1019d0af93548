package dev.r3.model.reflect;

import dev.r3.model.generate.RandomStream;
import dev.r3.model.generate.SampleKey;
import dev.r3.verifiers.api.Completion;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which of a task's failures an epoch's episode reflects on: a random order of them, by seed and task, that the epochs
 * go through again and again. So a task's next epoch sees another failure, if there is one, and no failure a second time
 * before all were seen.
 *
 * @param seed of the experiment
 */
public record FailureChoice(long seed) {
    private static final String STAGE = "failure-choice";

    /**
     * The failed answer for an epoch; none if no attempt failed.
     *
     * @param epoch from 0
     */
    public Optional<Completion> of(TaskAttempts attempts, int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch is negative: " + epoch);
        }
        List<Completion> failures = attempts.failures();
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> order = order(attempts.task(), failures.size());
        return Optional.of(failures.get(order.get(epoch % order.size())));
    }

    /** Fisher and Yates's shuffle. */
    private List<Integer> order(String task, int count) {
        RandomStream random = new SampleKey(seed, STAGE, task, 0).stream();
        List<Integer> order = IntStream.range(0, count).boxed().collect(Collectors.toList());
        for (int last = count - 1; last > 0; last--) {
            Collections.swap(order, last, random.below(last + 1, last));
        }
        return order;
    }
}
