package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.progress.WorkListener;
import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FailureConfig;
import dev.r3.model.reflect.FailureSampling;
import dev.r3.workflows.contract.spec.FailuresSpec;
import java.util.ArrayList;
import java.util.List;

/** Has training tasks answered, as often as the spec says. */
final class AttemptSampling {
    /** How many tasks are written at a time; the answers do not depend on it. */
    private static final int BATCH = 128;

    private final FailureSampling sampling;

    /**
     * @param policy stays the caller's to close
     * @param seed of the experiment
     */
    AttemptSampling(Policy policy, EpisodePlan episodes, FailuresSpec spec, long seed) {
        requireNonNull(policy, "policy is null");
        FailureConfig config = new FailureConfig(
                episodes.prompts(), episodes.firstAnswer(spec.temperature()), spec.samples(), FailureSet.rule(spec));
        this.sampling = new FailureSampling(policy, config, seed);
    }

    /** How many tasks are answered so often: whole batches, at least one, so that a shard's are those of the whole. */
    static int tasksOf(int answers, int samples) {
        return BATCH * Math.max(1, answers / (BATCH * samples));
    }

    /** Every answer to every task. */
    List<TaskAnswers> run(List<EpisodeTask> tasks, WorkListener listener) {
        List<TaskAnswers> answers = new ArrayList<>();
        listener.progressed(0, tasks.size());
        for (int first = 0; first < tasks.size(); first += BATCH) {
            List<EpisodeTask> batch = tasks.subList(first, Math.min(first + BATCH, tasks.size()));
            sampling.run("attempts", batch).attempts().stream()
                    .map(TaskAnswers::of)
                    .forEach(answers::add);
            listener.progressed(answers.size(), tasks.size());
        }
        return answers;
    }
}
