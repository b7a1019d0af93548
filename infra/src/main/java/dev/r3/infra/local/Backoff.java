package dev.r3.infra.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Decides how long to wait before a server that died is started again, and when to give up. */
final class Backoff {
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
    private static final Duration MEMORY = Duration.ofMinutes(10);
    /** A server that has answered may be killed by anybody for any reason. */
    private static final int MOST_DEATHS = 10;
    /** One that never has will not by trying often. */
    private static final int MOST_DEATHS_AT_START = 3;

    private final Deque<Long> deaths = new ArrayDeque<>();
    private boolean proven;

    /** The server has answered. */
    void proven() {
        proven = true;
    }

    /**
     * The server died.
     *
     * @param now a {@link System#nanoTime}
     * @return how long to wait, or empty to give up
     */
    Optional<Duration> died(long now) {
        deaths.addLast(now);
        while (now - deaths.getFirst() > MEMORY.toNanos()) {
            deaths.removeFirst();
        }
        if (deaths.size() >= (proven ? MOST_DEATHS : MOST_DEATHS_AT_START)) {
            return Optional.empty();
        }
        var delay = FIRST_DELAY.multipliedBy(1L << (deaths.size() - 1));
        return Optional.of(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
    }
}
