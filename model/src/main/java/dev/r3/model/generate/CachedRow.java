package dev.r3.model.generate;

import dev.r3.model.decoder.Trunk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sequence in the cache, which may go on from another one's first tokens. Only {@link RowTable} moves it. */
final class CachedRow {
    private int index;
    private int length;
    private @Nullable CachedRow trunk;
    private int trunkLength;
    private int branches;
    private boolean released;

    CachedRow(int index) {
        this.index = index;
    }

    /** Which row of the cache holds it. */
    int index() {
        return index;
    }

    void moveTo(int index) {
        this.index = index;
    }

    /** The sequence's tokens whose keys and values are there, the trunk's part included. */
    int length() {
        return length;
    }

    void setLength(int length) {
        this.length = length;
    }

    /** The tokens that stand in this row itself. */
    int ownLength() {
        return length - trunkLength;
    }

    Optional<CachedRow> trunkRow() {
        return Optional.ofNullable(trunk);
    }

    Trunk trunk() {
        return trunk == null ? Trunk.NONE : new Trunk(trunk.index, trunkLength);
    }

    /** Goes on from the first tokens of a row. */
    void attach(CachedRow to, int tokens) {
        trunk = to;
        trunkLength = tokens;
        length = tokens;
        to.branches++;
    }

    /** Stands alone again; the sequence is empty then. */
    void detach() {
        if (trunk != null) {
            trunk.branches--;
        }
        trunk = null;
        trunkLength = 0;
        length = 0;
    }

    /** Keeps fewer tokens, of the trunk too. */
    void shortenTo(int tokens) {
        length = tokens;
        trunkLength = Math.min(trunkLength, tokens);
    }

    /** Whether other rows go on from this one. */
    boolean hasBranches() {
        return branches > 0;
    }

    /** Whether only its branches still need it. */
    boolean isReleased() {
        return released;
    }

    void markReleased() {
        released = true;
    }
}
