package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.Optional;

/**
 * How far an activity is. A hint for people: the artifact store holds the truth.
 *
 * @param stage its name, such as {@code dataset}
 * @param unit what is counted, e.g. {@code rows}
 * @param total of the stage; 0 while unknown
 * @param end how much of the stage will be done when this activity ends; 0 while unknown
 * @param secondsLeft until this activity ends, by its own rate; empty while there is none, or from an older R3
 * @param checkpoint address of what is kept of the stage so far, from which a retry goes on; empty if nothing is, or from
 *     an older R3
 */
public record Heartbeat(
        String stage,
        String unit,
        long done,
        long total,
        long end,
        Optional<Long> secondsLeft,
        Optional<String> checkpoint) {
    public Heartbeat {
        requireNonNull(stage, "stage is null");
        requireNonNull(unit, "unit is null");
        secondsLeft = requireNonNullElse(secondsLeft, Optional.empty());
        checkpoint = requireNonNullElse(checkpoint, Optional.empty());
    }

    /** Of an activity that has no rate yet, and has kept nothing. */
    public static Heartbeat of(String stage, String unit, long done, long total, long end) {
        return new Heartbeat(stage, unit, done, total, end, Optional.empty(), Optional.empty());
    }

    /** Of an activity that does all of its stage. */
    public static Heartbeat ofStage(String stage, String unit, long done, long total) {
        return of(stage, unit, done, total, total);
    }

    /** How far the stage is when the activity has ended. */
    public Heartbeat atEnd() {
        return new Heartbeat(stage, unit, Math.max(done, end), total, end, Optional.empty(), checkpoint);
    }
}
