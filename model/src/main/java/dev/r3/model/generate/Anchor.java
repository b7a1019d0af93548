package dev.r3.model.generate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** A computed context that something waits for: completions to be written from it, or contexts that go on from it. */
final class Anchor {
    private final Context context;
    private final CachedRow row;
    private final Deque<Writing> pending = new ArrayDeque<>();
    private final Set<Context> heirs = new LinkedHashSet<>();

    Anchor(Context context, CachedRow row) {
        this.context = context;
        this.row = row;
    }

    Context context() {
        return context;
    }

    CachedRow row() {
        return row;
    }

    /** Completions that have their first token and wait for a row. */
    Deque<Writing> pending() {
        return pending;
    }

    /** Waiting contexts that go on from here. */
    Set<Context> heirs() {
        return heirs;
    }

    boolean isIdle() {
        return pending.isEmpty() && heirs.isEmpty();
    }

    /** Whether only one completion or context waits, which may then have the row itself. */
    boolean isLastNeed() {
        return pending.size() + heirs.size() == 1;
    }

    /** How many rows its completions need besides its own. */
    int rowsNeeded() {
        return Math.max(0, heirs.isEmpty() ? pending.size() - 1 : pending.size());
    }
}
