package dev.r3.model.generate;

import dev.r3.model.decoder.KeyValueCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which sequence is in which row of the cache. Active rows are the first ones, without gaps, so that a decoding step
 * reads them where they are; the rest wait behind them. One more row than the limit serves to swap two.
 */
final class RowTable {
    private static final int TOKENS_GRANULARITY = 64;

    private final KeyValueCache cache;
    private final GenerationLimits limits;
    private final List<@Nullable CachedRow> rows = new ArrayList<>();
    private int active;
    private int taken;

    RowTable(KeyValueCache cache, GenerationLimits limits) {
        this.cache = cache;
        this.limits = limits;
    }

    /** How many more sequences there is room for. */
    int free() {
        return limits.rows() - taken;
    }

    int active() {
        return active;
    }

    /** Makes rows long enough. */
    void requireTokens(int tokens) {
        if (tokens > cache.tokensPerRow()) {
            int rounded = (tokens + TOKENS_GRANULARITY - 1) / TOKENS_GRANULARITY * TOKENS_GRANULARITY;
            cache.resize(Math.max(1, cache.rows()), Math.min(limits.tokensPerRow(), rounded));
        }
    }

    /** An empty row behind the active ones. */
    CachedRow take() {
        if (free() == 0) {
            throw new IllegalStateException("all " + limits.rows() + " rows are taken");
        }
        int index = active;
        while (index < rows.size() && rows.get(index) != null) {
            index++;
        }
        if (index == rows.size()) {
            rows.add(null);
            growFor(rows.size());
        }
        CachedRow row = new CachedRow(index);
        rows.set(index, row);
        taken++;
        return row;
    }

    /** A row that begins as another one stands: on it as its trunk, or if that has one itself, on that with a copy. */
    CachedRow fork(CachedRow source) {
        CachedRow row = take();
        Optional<CachedRow> trunk = source.trunkRow();
        if (trunk.isEmpty()) {
            row.attach(source, source.length());
        } else {
            row.attach(trunk.get(), source.trunk().length());
            if (source.ownLength() > 0) {
                cache.copy(source.index(), row.index(), row.index() + 1, source.ownLength());
            }
            row.setLength(source.length());
        }
        return row;
    }

    /** Moves a waiting row behind the last active one, and makes it active. */
    void activate(CachedRow row) {
        exchange(row, active);
        active++;
    }

    /** The last active row takes the place of this one, which waits from now on. */
    void deactivate(CachedRow row) {
        active--;
        exchange(row, active);
    }

    /** Gives up a waiting row, once nothing goes on from it any more. */
    void release(CachedRow row) {
        row.markReleased();
        if (!row.hasBranches()) {
            rows.set(row.index(), null);
            taken--;
            standAlone(row);
        }
    }

    /** Takes a row off its trunk; it is empty then. */
    void standAlone(CachedRow row) {
        Optional<CachedRow> trunk = row.trunkRow();
        row.detach();
        trunk.filter(CachedRow::isReleased)
                .filter(other -> !other.hasBranches())
                .ifPresent(this::release);
    }

    private void exchange(CachedRow row, int target) {
        int index = row.index();
        if (index == target) {
            return;
        }
        CachedRow other = rows.get(target);
        if (other == null) {
            copy(row, target);
        } else {
            int spare = cache.rows() - 1;
            copy(other, spare);
            copy(row, target);
            cache.copy(spare, index, index + 1, Math.max(1, other.ownLength()));
            other.moveTo(index);
        }
        rows.set(index, other);
        row.moveTo(target);
        rows.set(target, row);
    }

    private void copy(CachedRow row, int target) {
        cache.copy(row.index(), target, target + 1, Math.max(1, row.ownLength()));
    }

    private void growFor(int count) {
        if (count + 1 > cache.rows()) {
            int doubled = Math.max(count, Math.min(limits.rows(), 2 * count));
            cache.resize(doubled + 1, cache.tokensPerRow());
        }
    }
}
