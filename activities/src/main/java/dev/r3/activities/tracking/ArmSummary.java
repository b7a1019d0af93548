package dev.r3.activities.tracking;

import dev.r3.activities.evaluation.GeneratedTokens;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCost;
import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.Proportion;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an arm did.
 *
 * @param arm its name, such as {@code vanilla/no-reflection}
 * @param seconds that it took when it was computed
 * @param tokens that it wrote; empty if an older R3 evaluated it
 * @param time when it was evaluated, in milliseconds since 1970
 */
record ArmSummary(
        String arm,
        Proportion firstTry,
        Proportion secondTry,
        double seconds,
        Optional<GeneratedTokens> tokens,
        long time) {
    private static final String EVALUATION = StageKind.EVALUATION.label() + "/";

    /** The stage's arm; none for other stages. */
    static Optional<ArmSummary> of(NamedStage stage, Manifest manifest) {
        if (!stage.name().startsWith(EVALUATION)) {
            return Optional.empty();
        }
        long tasks = manifest.summary().path("tasks").asLong();
        return Optional.of(new ArmSummary(
                stage.name().substring(EVALUATION.length()),
                new Proportion(manifest.summary().path("first_try").asLong(), tasks),
                new Proportion(manifest.summary().path("second_try").asLong(), tasks),
                StageCost.of(manifest).seconds(),
                GeneratedTokens.of(manifest),
                manifest.committedAt()));
    }

    /** In the experiment's run, where the weights' own reflections are compared; none for controls. */
    List<MetricPoint> points() {
        return arm.contains("/")
                ? List.of()
                : List.of(
                        point("eval/" + arm + "/first_try", firstTry.share()),
                        point("eval/" + arm + "/second_try", secondTry.share()));
    }

    /** In the arm's own run, under the same names as in every arm's. */
    List<MetricPoint> ownPoints() {
        Interval first = firstTry.wilson();
        Interval second = secondTry.wilson();
        List<MetricPoint> points = new ArrayList<>(List.of(
                point("eval/first_try", firstTry.share()),
                point("eval/first_try_low", first.low()),
                point("eval/first_try_high", first.high()),
                point("eval/second_try", secondTry.share()),
                point("eval/second_try_low", second.low()),
                point("eval/second_try_high", second.high()),
                point("eval/tasks", (double) secondTry.total()),
                point("eval/seconds", seconds)));
        tokens.ifPresent(written -> points.add(point("eval/generated_tokens", (double) written.total())));
        return points;
    }

    private MetricPoint point(String name, double value) {
        return new MetricPoint(name, 0, value, time);
    }
}
