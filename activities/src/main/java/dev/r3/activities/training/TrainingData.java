package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failures.FailureSet;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.TrainingObjective;
import java.util.List;
import java.util.Optional;

/**
 * What a policy is trained with.
 *
 * @param tasks that the failure set is of, at least
 * @param validation tasks that choose the snapshot; none takes the last one
 * @param matched how many tasks are answered, if first answers are trained; empty if reflections are
 */
public record TrainingData(
        List<EpisodeTask> tasks, FailureSet failures, List<EpisodeTask> validation, Optional<MatchedTokens> matched) {
    public TrainingData {
        tasks = List.copyOf(tasks);
        requireNonNull(failures, "failures is null");
        validation = List.copyOf(validation);
        requireNonNull(matched, "matched is null");
    }

    TrainingObjective objective() {
        return matched.isPresent() ? TrainingObjective.FIRST_ANSWER : TrainingObjective.REFLECTION;
    }
}
