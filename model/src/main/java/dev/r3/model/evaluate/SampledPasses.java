package dev.r3.model.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often tasks pass of which each was sampled equally often: all that estimates need, however many tasks there are.
 *
 * @param tasks how many pass in none of their samples, in one, ..., in all
 */
public record SampledPasses(List<Long> tasks) {
    public SampledPasses {
        tasks = List.copyOf(tasks);
        if (tasks.size() < 2
                || tasks.stream().anyMatch(count -> count < 0)
                || tasks.stream().allMatch(count -> count == 0)) {
            throw new IllegalArgumentException("numbers of tasks by their passes: " + tasks);
        }
    }

    /**
     * Counts tasks.
     *
     * @param passed in how many of its samples each task passes
     * @throws IllegalArgumentException if there is none, or one passes more often than it was sampled
     */
    public static SampledPasses of(int samples, IntStream passed) {
        Long[] tasks = new Long[samples + 1];
        Arrays.fill(tasks, 0L);
        passed.forEach(count -> tasks[new PassAtK(count, samples).passed()]++);
        return new SampledPasses(List.of(tasks));
    }

    /** Of each task. */
    public int samples() {
        return tasks.size() - 1;
    }

    /** How many tasks there are. */
    public long total() {
        return tasks.stream().mapToLong(Long::longValue).sum();
    }

    /** avg@k of all the samples: the share of answers that pass. */
    public TaskMean average() {
        return mean(PassAtK::average);
    }

    /**
     * pass@k: the chance that of k answers to a task one at least passes, without bias.
     *
     * @param k 1 to the number of samples
     */
    public TaskMean passAt(int k) {
        return mean(task -> task.unbiased(k));
    }

    /** The k that are shown: 1, 2, 4, ... and all samples. */
    public List<Integer> shown() {
        List<Integer> shown = new ArrayList<>();
        for (int k = 1; k < samples(); k *= 2) {
            shown.add(k);
        }
        shown.add(samples());
        return shown;
    }

    private TaskMean mean(ToDoubleFunction<PassAtK> value) {
        double[] values = IntStream.rangeClosed(0, samples())
                .mapToDouble(passed -> value.applyAsDouble(new PassAtK(passed, samples())))
                .toArray();
        double mean = weighted(values);
        double[] squares =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray();
        return TaskMean.of(mean, weighted(squares), total(), total() * samples());
    }

    /** The mean over tasks of what stands for each number of passes. */
    private double weighted(double[] values) {
        double sum = 0;
        for (int passed = 0; passed < values.length; passed++) {
            sum += tasks.get(passed) * values[passed];
        }
        return sum / total();
    }
}
