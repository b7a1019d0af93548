package dev.r3.model.decoder;

import static java.util.Objects.requireNonNull;

/**
 * One more token for a row of the cache.
 *
 * @param token what is appended
 * @param trunk what the row goes on from
 * @param length of the sequence before, the trunk's part included
 * @param rule how the token after it is drawn
 */
public record RowStep(int token, Trunk trunk, int length, DrawRule rule) {
    public RowStep {
        requireNonNull(trunk, "trunk is null");
        requireNonNull(rule, "rule is null");
        if (length < trunk.length()) {
            throw new IllegalArgumentException("a sequence of " + length + " tokens on " + trunk);
        }
    }
}
