package dev.r3.infra.cli;

import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.PairedDifference;
import dev.r3.model.evaluate.PairedPasses;
import dev.r3.model.evaluate.SignedPoints;
import java.util.OptionalDouble;

/** A gain in percentage points with its interval, for people. */
final class GainText {
    private GainText() {}

    /** Of verdicts, task by task, with Newcombe's interval. */
    static String of(PairedDifference pairs) {
        return of(pairs.difference(), pairs.newcombe());
    }

    /** Of verdicts without the interval, with what it is in parts of the other's share, such as {@code +14.2 (+64.3 %)}. */
    static String compact(PairedDifference pairs) {
        String points = SignedPoints.of(pairs.difference());
        OptionalDouble relative = pairs.relative();
        return relative.isPresent() ? "%s (%s %%)".formatted(points, SignedPoints.of(relative.getAsDouble())) : points;
    }

    /** Of sampled courses, task by task, with Student's interval if there is one. */
    static String of(PairedPasses pairs) {
        return pairs.interval()
                .map(interval -> of(pairs.difference(), interval))
                .orElseGet(() -> "%s points (no interval, as all tasks differ alike)"
                        .formatted(SignedPoints.of(pairs.difference())));
    }

    private static String of(double gain, Interval interval) {
        return "%s points (95 %%: %s to %s)"
                .formatted(SignedPoints.of(gain), SignedPoints.of(interval.low()), SignedPoints.of(interval.high()));
    }
}
