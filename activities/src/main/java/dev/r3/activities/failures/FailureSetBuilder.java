package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.WorkListener;
import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FailureConfig;
import dev.r3.model.reflect.FailureSampling;
import dev.r3.model.reflect.KeepRule;
import dev.r3.workflows.contract.spec.FailuresSpec;
import java.util.ArrayList;
import java.util.List;

/** Tries the training tasks, as often as the spec says. */
public final class FailureSetBuilder {
    /** How many tasks are written at a time; the answers do not depend on it. */
    private static final int BATCH = 128;

    private final FailureSampling sampling;
    private final KeepRule rule;

    /**
     * @param policy stays the caller's to close
     * @param seed of the experiment
     */
    public FailureSetBuilder(Policy policy, EpisodePlan episodes, FailuresSpec spec, long seed) {
        requireNonNull(policy, "policy is null");
        this.rule = rule(spec);
        FailureConfig config =
                new FailureConfig(episodes.prompts(), episodes.firstAnswer(spec.temperature()), spec.samples(), rule);
        this.sampling = new FailureSampling(policy, config, seed);
    }

    /** The spec's rule. */
    public static KeepRule rule(FailuresSpec spec) {
        return switch (spec.keep()) {
            case ANY_FAILED -> new KeepRule.AnyFailed();
            case ALL_FAILED -> new KeepRule.AllFailed();
            case GREEDY_FAILED -> new KeepRule.GreedyFailed();
            case PASS_RATE -> new KeepRule.PassRate(spec.leastPassRate(), spec.mostPassRate());
        };
    }

    /** Every answer to every task. */
    public FailureSet build(List<EpisodeTask> tasks, WorkListener listener) {
        List<KeptAttempts> attempts = new ArrayList<>();
        for (int first = 0; first < tasks.size(); first += BATCH) {
            List<EpisodeTask> batch = tasks.subList(first, Math.min(first + BATCH, tasks.size()));
            sampling.run("attempts", batch).attempts().stream()
                    .map(KeptAttempts::of)
                    .forEach(attempts::add);
            listener.progressed(attempts.size(), tasks.size());
        }
        return new FailureSet(attempts, rule);
    }
}
