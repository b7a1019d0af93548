package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Whether a trained model becomes the champion.
 *
 * @param reason for people, in one line
 */
public record PromotionDecision(Verdict verdict, String reason) {

    /** What the gate says. */
    public enum Verdict {
        /** The trained model is the next champion. */
        PROMOTED,
        /** All stays as it is. */
        KEPT;

        /** The name in files and tags, e.g. {@code promoted}. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public PromotionDecision {
        requireNonNull(verdict, "verdict is null");
        requireNonNull(reason, "reason is null");
    }

    static PromotionDecision promoted(String reason) {
        return new PromotionDecision(Verdict.PROMOTED, reason);
    }

    /** The same, with something to know of it. */
    PromotionDecision noting(String note) {
        return new PromotionDecision(verdict, reason + "; " + note);
    }

    static PromotionDecision kept(String reason) {
        return new PromotionDecision(Verdict.KEPT, reason);
    }
}
