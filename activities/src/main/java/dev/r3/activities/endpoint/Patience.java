package dev.r3.activities.endpoint;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a server is waited for.
 *
 * @param answer at most, for all of one
 * @param attempts at most, of one request
 * @param pause before the second attempt; twice as long before each one more
 */
public record Patience(Duration answer, int attempts, Duration pause) {
    /** A long answer of a large model in a long queue takes minutes; a server that restarts, too. */
    static final Patience WORKING = new Patience(Duration.ofMinutes(15), 7, Duration.ofSeconds(1));

    /** Somebody waits for it. */
    public static final Patience ASKING = new Patience(Duration.ofSeconds(20), 3, Duration.ofMillis(500));

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    public Patience {
        requireNonNull(answer, "answer is null");
        requireNonNull(pause, "pause is null");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is %d; expected 1 or more".formatted(attempts));
        }
    }

    /** Before the attempt after this one, from 1. */
    Duration pauseAfter(int attempt) {
        Duration doubled = pause.multipliedBy(1L << Math.min(attempt - 1, 20));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
