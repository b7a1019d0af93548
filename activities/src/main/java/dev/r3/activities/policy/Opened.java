package dev.r3.activities.policy;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened so far, in case the next can't be. */
final class Opened {
    private final Deque<Runnable> closing = new ArrayDeque<>();

    void add(Runnable close) {
        closing.push(close);
    }

    /** Closes the newest first. */
    void close() {
        closing.forEach(Runnable::run);
    }
}
