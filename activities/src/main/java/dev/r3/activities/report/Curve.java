package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.training.StepMetrics;
import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.Proportion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metric over the steps of training.
 *
 * @param metric its name in {@code metrics.jsonl}
 */
record Curve(String metric, List<Point> points) {
    Curve {
        requireNonNull(metric, "metric is null");
        points = List.copyOf(points);
    }

    /** A value at a step; of a share of tasks with its 95 % interval. */
    record Point(
            long step,
            double value,
            @Nullable Double low,
            @Nullable Double high) {}

    /** A metric without an interval. */
    static Curve of(String metric, List<StepMetrics> steps) {
        return new Curve(
                metric,
                steps.stream()
                        .filter(step -> step.values().containsKey(metric))
                        .map(step -> new Point(step.step(), value(step, metric), null, null))
                        .toList());
    }

    /** A metric that is a share of so many tasks. */
    static Curve ofShare(String metric, List<StepMetrics> steps, long tasks) {
        return new Curve(
                metric,
                of(metric, steps).points().stream()
                        .map(point -> withInterval(point, tasks))
                        .toList());
    }

    private static Point withInterval(Point point, long tasks) {
        long passed = Math.min(tasks, Math.max(0, Math.round(point.value() * tasks)));
        Interval interval = new Proportion(passed, tasks).wilson();
        return new Point(point.step(), point.value(), interval.low(), interval.high());
    }

    private static double value(StepMetrics step, String metric) {
        return requireNonNull(step.values().get(metric), metric);
    }
}
