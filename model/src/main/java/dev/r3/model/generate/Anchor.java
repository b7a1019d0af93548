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

    /** Whether only one completion or context needs the row, which may then have it. */
    boolean canBeInherited() {
        return pending.size() + heirs.size() == 1 && !row.hasBranches();
    }

    /** How many rows its completions need besides its own. */
    int rowsNeeded() {
        return canBeInherited() ? 0 : pending.size();
    }
}
