package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.Optional;

/**
 * How far an activity is. A hint for people, as the artifact store holds the truth, and for its next attempt what may have
 * ended this one.
 *
 * @param stage its name, such as {@code dataset}
 * @param unit what is counted, e.g. {@code rows}
 * @param done of the stage; in a part as if all before it were
 * @param total of the stage; 0 while unknown
 * @param part what this activity does of a stage whose parts are done side by side; empty of another, while unknown, or
 *     from an older R3
 * @param end how much of the stage will be done when this activity ends; 0 while unknown
 * @param secondsLeft until this activity ends, by its own rate; empty while there is none, or from an older R3
 * @param checkpoint address of what is kept of the stage so far, from which a retry goes on; empty if nothing is, or from
 *     an older R3
 * @param oomKills what its machine's kernel had ended for want of memory when it began; empty if the kernel does not
 *     count that, or from an older R3
 */
public record Heartbeat(
        String stage,
        String unit,
        long done,
        long total,
        Optional<StagePart> part,
        long end,
        Optional<Long> secondsLeft,
        Optional<String> checkpoint,
        Optional<OomKills> oomKills) {
    public Heartbeat {
        requireNonNull(stage, "stage is null");
        requireNonNull(unit, "unit is null");
        part = requireNonNullElse(part, Optional.empty());
        secondsLeft = requireNonNullElse(secondsLeft, Optional.empty());
        checkpoint = requireNonNullElse(checkpoint, Optional.empty());
        oomKills = requireNonNullElse(oomKills, Optional.empty());
    }

    /** Of an activity that has no rate yet, and has kept nothing. */
    public static Heartbeat of(String stage, String unit, long done, long total, long end) {
        return new Heartbeat(
                stage, unit, done, total, Optional.empty(), end, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Of an activity that does all of its stage. */
    public static Heartbeat ofStage(String stage, String unit, long done, long total) {
        return of(stage, unit, done, total, total);
    }

    /** Of an activity that does one of the parts of its stage that are done side by side. */
    public static Heartbeat ofPart(String stage, String unit, long done, long total, StagePart part, long end) {
        return new Heartbeat(
                stage, unit, done, total, Optional.of(part), end, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With another time left. */
    public Heartbeat withSecondsLeft(Optional<Long> left) {
        return new Heartbeat(stage, unit, done, total, part, end, left, checkpoint, oomKills);
    }

    /** How far the stage is when the activity has ended. */
    public Heartbeat atEnd() {
        return new Heartbeat(
                stage, unit, Math.max(done, end), total, part, end, Optional.empty(), checkpoint, oomKills);
    }
}
