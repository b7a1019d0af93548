package dev.r3.workflows.contract;

/**
 * One of the parts of a stage that are done side by side, in any order: all of one size but the last, which may have less.
 *
 * @param from how much of the stage comes before it
 * @param parts of the stage
 */
public record StagePart(long from, int parts) {
    public StagePart {
        if (from < 0 || parts < 1 || (parts == 1 && from > 0)) {
            throw new IllegalArgumentException("a part of %d begins at %d".formatted(parts, from));
        }
    }
}
