package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.optimize.VerdictGate;
import java.util.Optional;

/**
 * A run of GRPO.
 *
 * @param steps of the whole run
 * @param seed of all random numbers
 * @param patience so many updates in a row without an effect stop the run
 * @param stepsPerSnapshot the last step has one, too
 * @param refill of groups whose rewards are all equal
 */
public record GrpoTrainingConfig(
        GrpoConfig grpo,
        long steps,
        long seed,
        VerdictGate verdictGate,
        int patience,
        long stepsPerSnapshot,
        Optional<Refill> refill) {
    public GrpoTrainingConfig {
        requireNonNull(grpo, "grpo is null");
        requireNonNull(verdictGate, "verdict gate is null");
        requireNonNull(refill, "refill is null");
        if (steps < 1 || patience < 1 || stepsPerSnapshot < 1) {
            throw new IllegalArgumentException("%d steps with a patience of %d and a snapshot every %d"
                    .formatted(steps, patience, stepsPerSnapshot));
        }
    }
}
