package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * What became of a decision.
 *
 * @param reason for people
 */
public record GateResult(Outcome outcome, String reason) {

    /** What happened to the champion. */
    public enum Outcome {
        /** The trained model is the next one. */
        PROMOTED,
        /** It stays. */
        KEPT,
        /** Another experiment's model became the next one meanwhile: it is to be decided against that one. */
        OVERTAKEN
    }

    public GateResult {
        requireNonNull(outcome, "outcome is null");
        requireNonNull(reason, "reason is null");
    }
}
