package dev.r3.activities.tracking;

import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.model.evaluate.SampledPasses;
import java.util.ArrayList;
import java.util.List;

/** What an arm's own run has of its sampled courses, under the same names as in every arm's. */
final class SampledPoints {

    private SampledPoints() {}

    /**
     * pass@k of both tries; pass@1 is avg@k, too.
     *
     * @param time when they were sampled, in milliseconds since 1970
     */
    static List<MetricPoint> of(SampledArm arm, long time) {
        List<MetricPoint> points = new ArrayList<>();
        add("eval/first_try_pass_at_", arm.firstTry(), time, points);
        add("eval/second_try_pass_at_", arm.secondTry(), time, points);
        points.add(
                new MetricPoint("eval/sampled_tasks", 0, (double) arm.firstTry().total(), time));
        return points;
    }

    private static void add(String name, SampledPasses passes, long time, List<MetricPoint> points) {
        for (int k : passes.shown()) {
            points.add(new MetricPoint(name + k, 0, passes.passAt(k).mean(), time));
        }
    }
}
