package dev.r3.activities.failures;

import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.train.Curriculum;
import dev.r3.model.train.WrittenRollouts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Batches of tasks, of as many as are asked for each time: one goes on where the one before it ended, from epoch to epoch, so
 * that an epoch has each task once. A task comes once in a batch, too: one that runs over an epoch's end is over before the
 * first task that it has already, which begins the next one.
 */
final class TaskCurriculum implements Curriculum<EpisodeTask> {
    private final EpochOrder<EpisodeTask> order;
    private final ToLongFunction<WrittenRollouts> size;

    /**
     * @param size of the batch after what was written; at most all tasks are taken
     */
    TaskCurriculum(List<EpisodeTask> tasks, ToLongFunction<WrittenRollouts> size, long seed) {
        this.order = new EpochOrder<>(tasks, seed);
        this.size = size;
    }

    @Override
    public List<EpisodeTask> at(WrittenRollouts before) {
        long most = Math.min(size.applyAsLong(before), order.size());
        Set<EpisodeTask> batch = new LinkedHashSet<>();
        long place = before.rollouts();
        while (batch.size() < most && batch.add(at(place))) {
            place++;
        }
        return List.copyOf(batch);
    }

    private EpisodeTask at(long place) {
        return order.of(Math.toIntExact(place / order.size())).get(Math.toIntExact(place % order.size()));
    }
}
