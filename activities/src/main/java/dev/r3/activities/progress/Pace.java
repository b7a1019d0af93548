package dev.r3.activities.progress;

import java.util.Optional;

/**
 * How fast an activity is, from the first that it told of to the newest. What came before the first is no part of it: it
 * may have been done by another attempt.
 *
 * @param from what was done when it told of itself first
 * @param begun when that was, in nanoseconds
 * @param done of the stage
 * @param now when it told of that, in nanoseconds
 */
record Pace(long from, long begun, long done, long now) {
    private static final double NANOS = 1e9;

    static Pace begin(long done, long now) {
        return new Pace(done, now, done, now);
    }

    /** After more is done; begins anew if less is, as work that ran out of memory does. */
    Pace then(long more, long at) {
        return more < done ? begin(more, at) : new Pace(from, begun, more, at);
    }

    /**
     * Whole seconds until all is done.
     *
     * @param end how much that is; 0 while unknown
     * @param at now, in nanoseconds
     * @return empty while there is no rate, or no end
     */
    Optional<Long> secondsLeft(long end, long at) {
        if (end <= 0 || done <= from || now <= begun) {
            return Optional.empty();
        }
        double each = (now - begun) / NANOS / (done - from);
        return Optional.of(Math.max(0, Math.round(each * (end - done) - (at - now) / NANOS)));
    }
}
