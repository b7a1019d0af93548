package dev.r3.activities.report;

import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.PairedPasses;
import org.jspecify.annotations.Nullable;

/**
 * How much larger the share of an arm's sampled answers that pass is than another's on the same tasks.
 *
 * @param absolute difference of the shares
 * @param low of its 95 % interval; null where all tasks differ alike, which leaves none to show
 * @param high of its 95 % interval; null together with the other end
 * @param relative the difference in parts of the other's share; null if that is none
 */
record AverageGain(
        double absolute,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double relative) {
    /**
     * Task by task.
     *
     * @param other the other's share of answers that pass
     */
    static AverageGain of(PairedPasses pairs, double other) {
        return new AverageGain(
                pairs.difference(),
                pairs.interval().map(Interval::low).orElse(null),
                pairs.interval().map(Interval::high).orElse(null),
                other == 0 ? null : pairs.difference() / other);
    }

    /** In percentage points, for people. */
    String text() {
        return low == null || high == null
                ? "%s (no interval, as all tasks differ alike)".formatted(Numbers.points(absolute))
                : "%s (%s to %s)".formatted(Numbers.points(absolute), Numbers.points(low), Numbers.points(high));
    }
}
