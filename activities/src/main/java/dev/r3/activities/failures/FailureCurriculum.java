package dev.r3.activities.failures;

import dev.r3.model.generate.RandomStream;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FailureChoice;
import dev.r3.model.reflect.TaskAttempts;
import dev.r3.model.train.Curriculum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Batches of failures: each epoch goes through the tasks in an order of its own, by seed, and leaves out what fills no
 * batch; a task's next epoch reflects on another of its failures.
 */
final class FailureCurriculum implements Curriculum<EpisodeStart> {
    private final Map<String, EpisodeTask> tasks;
    private final List<TaskAttempts> kept;
    private final int size;
    private final long seed;
    private long shuffledEpoch = -1;
    private List<TaskAttempts> shuffled = List.of();

    FailureCurriculum(List<EpisodeTask> tasks, List<TaskAttempts> kept, int size, long seed) {
        this.tasks = tasks.stream().collect(Collectors.toMap(EpisodeTask::id, Function.identity()));
        this.kept = List.copyOf(kept);
        this.size = Math.min(size, kept.size());
        this.seed = seed;
    }

    @Override
    public List<EpisodeStart> at(long batch) {
        long batchesPerEpoch = kept.size() / size;
        int epoch = Math.toIntExact(batch / batchesPerEpoch);
        int first = Math.toIntExact(batch % batchesPerEpoch) * size;
        return order(epoch).subList(first, first + size).stream()
                .map(attempts -> start(attempts, epoch))
                .toList();
    }

    private EpisodeStart start(TaskAttempts attempts, int epoch) {
        EpisodeTask task = tasks.get(attempts.task());
        if (task == null) {
            throw new IllegalArgumentException(
                    "the failure set has task %s, which the training tasks have not".formatted(attempts.task()));
        }
        return EpisodeStart.atFailure(
                task, new FailureChoice(seed).of(attempts, epoch).orElseThrow());
    }

    /** Fisher and Yates's shuffle. */
    private List<TaskAttempts> order(int epoch) {
        if (epoch != shuffledEpoch) {
            RandomStream random = new SampleKey(seed, "curriculum", "all", epoch).stream();
            List<TaskAttempts> order = new ArrayList<>(kept);
            for (int last = order.size() - 1; last > 0; last--) {
                Collections.swap(order, last, random.below(last + 1, last));
            }
            shuffled = order;
            shuffledEpoch = epoch;
        }
        return shuffled;
    }
}
