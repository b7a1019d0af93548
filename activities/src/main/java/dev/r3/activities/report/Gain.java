package dev.r3.activities.report;

import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.PairedDifference;
import dev.r3.model.evaluate.PairedPasses;
import org.jspecify.annotations.Nullable;

/**
 * How much larger an arm's share is than another's on the same tasks.
 *
 * @param absolute difference of the shares
 * @param low of its 95 % interval
 * @param high of its 95 % interval
 * @param relative the difference in parts of the other's share; null if that is none
 */
record Gain(
        double absolute, double low, double high, @Nullable Double relative) {
    static Gain of(PairedDifference pairs, Share other) {
        Interval interval = pairs.newcombe();
        return new Gain(
                pairs.difference(),
                interval.low(),
                interval.high(),
                other.count() == 0 ? null : pairs.difference() / other.share());
    }

    /**
     * Of sampled answers.
     *
     * @param other the other's share of answers that pass
     */
    static Gain of(PairedPasses pairs, double other) {
        Interval interval = pairs.interval();
        return new Gain(
                pairs.difference(), interval.low(), interval.high(), other == 0 ? null : pairs.difference() / other);
    }
}
