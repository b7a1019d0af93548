package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.grpo.LossTokens;
import dev.r3.model.optimize.VerdictGate;
import dev.r3.model.reflect.EpisodeConfig;

/**
 * A training run of the method.
 *
 * @param lossTokens of the reflection, or of the retry
 * @param steps of the whole run
 * @param seed of all random numbers
 * @param patience so many steps in a row without an effective update stop the run
 * @param stepsPerSnapshot the last step has one, too
 */
public record ReflectConfig(
        EpisodeConfig episodes,
        GrpoConfig grpo,
        LossTokens lossTokens,
        long steps,
        long seed,
        VerdictGate verdictGate,
        int patience,
        long stepsPerSnapshot) {
    public ReflectConfig {
        requireNonNull(episodes, "episodes is null");
        requireNonNull(grpo, "grpo is null");
        requireNonNull(lossTokens, "loss tokens is null");
        requireNonNull(verdictGate, "verdict gate is null");
        if (lossTokens == LossTokens.FIRST_ANSWER) {
            throw new IllegalArgumentException("first answers are trained without episodes");
        }
        if (steps < 1 || patience < 1 || stepsPerSnapshot < 1) {
            throw new IllegalArgumentException("%d steps with a patience of %d and a snapshot every %d"
                    .formatted(steps, patience, stepsPerSnapshot));
        }
        if (episodes.reflection().sampling().temperature() != grpo.temperature()
                && lossTokens == LossTokens.REFLECTION) {
            throw new IllegalArgumentException("reflections are sampled at temperature %s but trained at %s"
                    .formatted(episodes.reflection().sampling().temperature(), grpo.temperature()));
        }
    }
}
