package dev.r3.model.grpo;

/**
 * How many importance ratios were clipped.
 *
 * @param ratios one a loss token, or one a completion at sequence level, as TRL counts (3253–3286)
 */
public record ClipCounts(long ratios, long low, long high) {
    static final ClipCounts NONE = new ClipCounts(0, 0, 0);

    static ClipCounts of(Surrogate surrogate, double[] ratios, double advantage) {
        long low = 0;
        long high = 0;
        for (double ratio : ratios) {
            Clip clip = surrogate.clip(ratio, advantage);
            low += clip == Clip.LOW ? 1 : 0;
            high += clip == Clip.HIGH ? 1 : 0;
        }
        return new ClipCounts(ratios.length, low, high);
    }

    ClipCounts plus(ClipCounts other) {
        return new ClipCounts(ratios + other.ratios, low + other.low, high + other.high);
    }

    double lowShare() {
        return (double) low / ratios;
    }

    double highShare() {
        return (double) high / ratios;
    }
}
