package dev.r3.activities.failures;

import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.train.Curriculum;
import dev.r3.model.train.WrittenRollouts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Batches of tasks, of as many as are asked for each time: one goes on where the one before it ended, from epoch to epoch.
 * A task that would come twice in a batch, at the end of an epoch and in the next, comes once.
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
        int epoch = Math.toIntExact(before.rollouts() / order.size());
        int first = Math.toIntExact(before.rollouts() % order.size());
        int most = Math.toIntExact(Math.min(size.applyAsLong(before), order.size()));
        List<EpisodeTask> left = order.of(epoch).subList(first, order.size());
        Set<EpisodeTask> batch = new LinkedHashSet<>(left.subList(0, Math.min(most, left.size())));
        for (EpisodeTask next : batch.size() < most ? order.of(epoch + 1) : List.<EpisodeTask>of()) {
            if (batch.size() == most) {
                break;
            }
            batch.add(next);
        }
        return List.copyOf(batch);
    }
}
