package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * How far an activity is. A hint for people: the artifact store holds the truth.
 *
 * @param stage its name, such as {@code dataset}
 * @param unit what is counted, e.g. {@code rows}
 * @param total of the stage; 0 while unknown
 * @param end how much of the stage will be done when this activity ends; 0 while unknown
 */
public record Heartbeat(String stage, String unit, long done, long total, long end) {
    public Heartbeat {
        requireNonNull(stage, "stage is null");
        requireNonNull(unit, "unit is null");
    }

    /** Of an activity that does all of its stage. */
    public static Heartbeat ofStage(String stage, String unit, long done, long total) {
        return new Heartbeat(stage, unit, done, total, total);
    }

    /** How far the stage is when the activity has ended. */
    public Heartbeat atEnd() {
        return new Heartbeat(stage, unit, Math.max(done, end), total, end);
    }
}
