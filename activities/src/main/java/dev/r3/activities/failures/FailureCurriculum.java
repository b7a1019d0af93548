package dev.r3.activities.failures;

import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FailureChoice;
import dev.r3.model.reflect.TaskAttempts;
import dev.r3.model.train.Curriculum;
import dev.r3.model.train.WrittenRollouts;
import java.util.List;
import java.util.Map;

/**
 * Batches of failures: each epoch goes through the tasks in an order of its own, by seed, and leaves out what fills no
 * batch; a task's next epoch reflects on another of its failures.
 */
final class FailureCurriculum implements Curriculum<EpisodeStart> {
    private final Map<String, EpisodeTask> tasks;
    private final EpochOrder<TaskAttempts> order;
    private final int size;
    private final long seed;

    /**
     * @param tasks by their ids, those of the failures among them
     */
    FailureCurriculum(Map<String, EpisodeTask> tasks, List<TaskAttempts> kept, int size, long seed) {
        this.tasks = Map.copyOf(tasks);
        this.order = new EpochOrder<>(kept, seed);
        this.size = Math.min(size, kept.size());
        this.seed = seed;
    }

    @Override
    public List<EpisodeStart> at(WrittenRollouts before) {
        long batchesPerEpoch = order.size() / size;
        int epoch = Math.toIntExact(before.batches() / batchesPerEpoch);
        int first = Math.toIntExact(before.batches() % batchesPerEpoch) * size;
        return order.of(epoch).subList(first, first + size).stream()
                .map(attempts -> start(attempts, epoch))
                .toList();
    }

    private EpisodeStart start(TaskAttempts attempts, int epoch) {
        return EpisodeStart.atFailure(
                FailureSet.task(tasks, attempts),
                new FailureChoice(seed).of(attempts, epoch).orElseThrow());
    }
}
