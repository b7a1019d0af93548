package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.grpo.LossTokens;
import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.Episodes;
import dev.r3.model.reflect.TurnSettings;
import java.util.List;

/** The method's rollouts (arXiv 2505.24726): episodes, trained on their reflections, or on their retries. */
public final class ReflectRollouts implements RolloutSource<Episode> {
    private final Episodes episodes;
    private final TurnSettings trained;
    private final LossTokens lossTokens;
    private final Curriculum<EpisodeStart> curriculum;

    /**
     * @param policy that writes with the weights that are trained; stays the caller's to close
     * @param lossTokens of the reflection, or of the retry
     * @param seed of the run
     */
    public ReflectRollouts(
            Policy policy,
            EpisodeConfig config,
            LossTokens lossTokens,
            Curriculum<EpisodeStart> curriculum,
            long seed) {
        this.episodes = new Episodes(policy, config, seed);
        this.lossTokens = requireNonNull(lossTokens, "loss tokens is null");
        this.curriculum = requireNonNull(curriculum, "curriculum is null");
        this.trained = switch (lossTokens) {
            case REFLECTION -> config.reflection();
            case RETRY -> config.retry();
            case FIRST_ANSWER -> throw new IllegalArgumentException("first answers are trained without episodes");
        };
    }

    @Override
    public double temperature() {
        return trained.sampling().temperature();
    }

    @Override
    public List<Episode> write(WrittenRollouts before) {
        return episodes.run("train-" + before.batches(), curriculum.at(before));
    }

    @Override
    public RolloutGroups groups(List<Episode> rollouts) {
        return lossTokens == LossTokens.RETRY
                ? RolloutGroups.ofRetries(rollouts)
                : RolloutGroups.ofReflections(rollouts);
    }
}
