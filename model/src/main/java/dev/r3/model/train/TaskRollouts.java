package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FirstAnswerConfig;
import dev.r3.model.reflect.FirstAnswers;
import dev.r3.model.reflect.TaskAttempts;
import java.util.List;

/** The rollouts of plain GRPO on the task, the method's control: a group of sampled first answers for each task. */
public final class TaskRollouts implements RolloutSource<TaskAttempts> {
    private final FirstAnswers answers;
    private final FirstAnswerConfig config;
    private final Curriculum<EpisodeTask> curriculum;

    /**
     * @param policy that writes with the weights that are trained; stays the caller's to close
     * @param seed of the run
     */
    public TaskRollouts(Policy policy, FirstAnswerConfig config, Curriculum<EpisodeTask> curriculum, long seed) {
        if (config.samples() < 1 || config.greedy().isPresent()) {
            throw new IllegalArgumentException("a group is of sampled answers alone");
        }
        this.answers = new FirstAnswers(policy, config, seed);
        this.config = config;
        this.curriculum = requireNonNull(curriculum, "curriculum is null");
    }

    @Override
    public double temperature() {
        return config.answer().sampling().temperature();
    }

    @Override
    public List<TaskAttempts> write(WrittenRollouts before) {
        return answers.run("train-" + before.batches(), curriculum.at(before));
    }

    @Override
    public RolloutGroups groups(List<TaskAttempts> rollouts) {
        return RolloutGroups.ofFirstAnswers(rollouts);
    }
}
