package dev.r3.model.evaluate;

import static java.util.Objects.requireNonNull;

/**
 * The mean over tasks of a value from 0 to 1.
 *
 * @param interval 95 % of such intervals, of other tasks drawn alike, hold the mean over all tasks there could be
 */
public record TaskMean(double mean, Interval interval) {
    public TaskMean {
        requireNonNull(interval, "interval is null");
    }

    /**
     * With Wilson's interval at the effective number of tasks n m (1 − m) / s²: as many tasks that either pass or fail tell
     * as much of the mean as these. It is n where all values are 0 or 1, as then s² = m (1 − m): the interval is
     * {@link Proportion#wilson}'s. Elsewhere the variance s² over tasks is smaller, and the interval narrower; unlike
     * m ± 1.96 s / √n it never leaves [0, 1] and has a length also where every task fails.
     *
     * @param mean m
     * @param variance s², of the values about their mean (over n)
     * @param tasks n
     * @param most the effective number can't be larger: of a task with several answers, each of them counted as a task
     */
    static TaskMean of(double mean, double variance, long tasks, long most) {
        double binomial = mean * (1 - mean);
        double effective = binomial > 0 ? tasks * binomial / variance : (double) tasks;
        return new TaskMean(
                mean, Proportion.wilson(mean, Math.min((double) most, Math.max((double) tasks, effective))));
    }
}
