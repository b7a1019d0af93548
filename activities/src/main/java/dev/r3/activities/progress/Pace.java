package dev.r3.activities.progress;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast work is, from the first that it told of to the newest. What came before the first is no part of it: it
 * may have been done by another attempt.
 *
 * @param from what was done when it told of itself first
 * @param begun when that was, in nanoseconds
 * @param done of the stage
 * @param now when it told of that, in nanoseconds
 */
public record Pace(long from, long begun, long done, long now) {
    private static final double NANOS = 1e9;

    public static Pace begin(long done, long now) {
        return new Pace(done, now, done, now);
    }

    /** After more is done; begins anew if less is, as work that ran out of memory does. */
    public Pace then(long more, long at) {
        return more < done ? begin(more, at) : new Pace(from, begun, more, at);
    }

    /**
     * Whole seconds until all is done.
     *
     * @param end how much that is; 0 while unknown
     * @param at now, in nanoseconds
     * @return empty while there is no rate, or no end
     */
    public Optional<Long> secondsLeft(long end, long at) {
        if (end <= 0 || done <= from || now <= begun) {
            return Optional.empty();
        }
        double each = (now - begun) / NANOS / (done - from);
        return Optional.of(Math.max(0, Math.round(each * (end - done) - (at - now) / NANOS)));
    }

    /** How much is done in a second; empty while there is no rate. */
    public OptionalDouble perSecond() {
        return done <= from || now <= begun
                ? OptionalDouble.empty()
                : OptionalDouble.of((done - from) * NANOS / (now - begun));
    }
}
