package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

/**
 * What the gate decided.
 *
 * @param promoted whether the trained model is the champion now
 * @param reason for people: every comparison with its figures
 */
public record PromotionDecision(boolean promoted, String reason) {
    public PromotionDecision {
        requireNonNull(reason, "reason is null");
    }
}
