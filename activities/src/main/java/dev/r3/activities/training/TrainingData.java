package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failures.FailureSet;
import dev.r3.model.reflect.EpisodeTask;
import java.util.List;

/**
 * What a policy is trained with.
 *
 * @param tasks that the failure set is of, at least
 * @param validation tasks that choose the snapshot; none takes the last one
 */
public record TrainingData(List<EpisodeTask> tasks, FailureSet failures, List<EpisodeTask> validation) {
    public TrainingData {
        tasks = List.copyOf(tasks);
        requireNonNull(failures, "failures is null");
        validation = List.copyOf(validation);
    }
}
