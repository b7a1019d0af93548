package dev.r3.model.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The mean m of n measured values.
 *
 * @param interval 95 %, Student's: m ± t s / √n, with s² their variance about m (over n − 1) and t the 97.5 % quantile at
 *     n − 1 degrees of freedom
 */
public record SampleMean(double mean, Interval interval) {
    private static final double LEVEL = 0.95;

    public SampleMean {
        requireNonNull(interval, "interval is null");
    }

    /**
     * Of at least two values: one shows no variance.
     *
     * @throws IllegalArgumentException if there are fewer
     */
    public static SampleMean of(List<Double> values) {
        int count = values.size();
        if (count < 2) {
            throw new IllegalArgumentException("an interval from " + count + " values; expected 2 or more");
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / count;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double reach = new StudentT(count - 1).reach(LEVEL) * Math.sqrt(squares / (count - 1) / count);
        return new SampleMean(mean, new Interval(mean - reach, mean + reach));
    }
}
