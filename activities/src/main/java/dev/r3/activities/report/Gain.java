package dev.r3.activities.report;

import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.PairedDifference;
import java.util.OptionalDouble;
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
    static Gain of(PairedDifference pairs) {
        Interval interval = pairs.newcombe();
        OptionalDouble relative = pairs.relative();
        return new Gain(
                pairs.difference(),
                interval.low(),
                interval.high(),
                relative.isPresent() ? relative.getAsDouble() : null);
    }
}
