package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageResult;

/**
 * A model that was made champion.
 *
 * @param number 1 for a name's first champion
 * @param model the training's committed stage
 * @param experiment that trained it
 * @param by who made it champion: a user, or {@code gate}
 * @param reason why
 * @param at when, in milliseconds since 1970
 */
public record Champion(long number, StageResult model, ExperimentId experiment, String by, String reason, long at) {
    /** What promotes without being asked. */
    public static final String GATE = "gate";

    public Champion {
        if (number < 1) {
            throw new IllegalArgumentException("number is %d; expected 1 or more".formatted(number));
        }
        requireNonNull(model, "model is null");
        requireNonNull(experiment, "experiment is null");
        requireNonNull(by, "by is null");
        requireNonNull(reason, "reason is null");
    }
}
