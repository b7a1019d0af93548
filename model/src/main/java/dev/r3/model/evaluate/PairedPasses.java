package dev.r3.model.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How two models that were sampled equally often on the same tasks differ in the share of answers that pass (avg@k). A
 * task is a pair: how hard it is, which both models share, so drops out.
 *
 * @param tasks on how many the first model passes n times less often than the second, n − 1 times less, ..., n times
 *     more, for n samples of each task: all that the interval needs, however many tasks there are
 */
public record PairedPasses(List<Long> tasks) {
    private static final double LEVEL = 0.95;

    public PairedPasses {
        tasks = List.copyOf(tasks);
        if (tasks.size() < 3
                || tasks.size() % 2 == 0
                || tasks.stream().anyMatch(count -> count < 0)
                || tasks.stream().allMatch(count -> count == 0)) {
            throw new IllegalArgumentException("numbers of tasks by their differences: " + tasks);
        }
    }

    /** Counts tasks one by one. */
    public static final class Count {
        private final int samples;
        private final long[] tasks;

        /**
         * @param samples of each task and model, at least 1
         */
        public Count(int samples) {
            this.samples = samples;
            this.tasks = new long[2 * samples + 1];
        }

        /**
         * A task.
         *
         * @param first in how many of its samples the first model passes it
         * @param second the same of the second
         * @throws IllegalArgumentException if one passes more often than it was sampled
         */
        public void add(int first, int second) {
            tasks[samples + new PassAtK(first, samples).passed() - new PassAtK(second, samples).passed()]++;
        }

        /**
         * All that were counted.
         *
         * @throws IllegalArgumentException if there is none
         */
        public PairedPasses finish() {
            return new PairedPasses(Arrays.stream(tasks).boxed().toList());
        }
    }

    /** Of each task, by each model. */
    public int samples() {
        return (tasks.size() - 1) / 2;
    }

    /** How many tasks there are. */
    public long total() {
        return tasks.stream().mapToLong(Long::longValue).sum();
    }

    /** The first model's share less the second's: the mean d of the tasks' differences of shares. */
    public double difference() {
        double sum = 0;
        for (int i = 0; i < tasks.size(); i++) {
            sum += tasks.get(i) * share(i);
        }
        return sum / total();
    }

    /**
     * The 95 % interval of the difference over tasks, Student's for pairs: d ± t s / √n of n tasks, with s² their variance
     * about d (over n − 1) and t the 97.5 % quantile at n − 1 degrees of freedom. It ends at −1 and 1. Empty where all tasks
     * differ alike, as one task does, or where both models always fail: s is then 0, and an interval without length would
     * say that other tasks differ just so.
     */
    public Optional<Interval> interval() {
        long total = total();
        if (tasks.contains(total)) {
            return Optional.empty();
        }
        double reach = new StudentT(total - 1).reach(LEVEL) * Math.sqrt(squares() / (total - 1) / total);
        return Optional.of(new Interval(Math.max(-1, difference() - reach), Math.min(1, difference() + reach)));
    }

    private double squares() {
        double mean = difference();
        double sum = 0;
        for (int i = 0; i < tasks.size(); i++) {
            sum += tasks.get(i) * (share(i) - mean) * (share(i) - mean);
        }
        return sum;
    }

    /** A task's difference of shares, by its place among the counts. */
    private double share(int place) {
        return (double) (place - samples()) / samples();
    }
}
