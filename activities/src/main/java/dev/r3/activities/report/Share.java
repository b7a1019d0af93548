package dev.r3.activities.report;

import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.Proportion;

/**
 * So many of so many tasks, with Wilson's 95 % interval.
 *
 * @param share {@code count / total}
 */
record Share(long count, long total, double share, double low, double high) {
    static Share of(Proportion proportion) {
        Interval interval = proportion.wilson();
        return new Share(proportion.count(), proportion.total(), proportion.share(), interval.low(), interval.high());
    }
}
