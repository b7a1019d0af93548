package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when something that is done now and then is due, first at once. The wall clock, which may jump, has no part in it. */
final class NowAndThen {
    private final long everyNanos;
    private final LongSupplier nanoTime;
    private long since;
    private boolean due = true;

    NowAndThen(Duration every) {
        this(every, System::nanoTime);
    }

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    NowAndThen(Duration every, LongSupplier nanoTime) {
        this.everyNanos = every.toNanos();
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
    }

    boolean isDue() {
        return due || nanoTime.getAsLong() - since >= everyNanos;
    }

    /** It was done, or is not due before its time is over once more. */
    void restart() {
        since = nanoTime.getAsLong();
        due = false;
    }
}
