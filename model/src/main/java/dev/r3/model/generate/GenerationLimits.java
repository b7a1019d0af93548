package dev.r3.model.generate;

/**
 * Memory for keys and values: rows times tokens a row, for all lanes of a decoder together. Each lane has at least one of
 * them, and one more to swap two.
 *
 * @param rows sequences at a time
 * @param tokensPerRow the longest sequence, prompt included
 */
public record GenerationLimits(int rows, int tokensPerRow) {
    public GenerationLimits {
        if (rows < 1 || tokensPerRow < 2) {
            throw new IllegalArgumentException(rows + " rows of " + tokensPerRow + " tokens");
        }
    }

    /** As many rows of this length as a budget of tokens allows, at least one. */
    public static GenerationLimits ofBudget(long tokens, int tokensPerRow) {
        return new GenerationLimits(
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, tokens / tokensPerRow)), tokensPerRow);
    }

    /** Room for a part of the sequences, in proportion. */
    GenerationLimits share(int part, int whole) {
        return new GenerationLimits(
                Math.toIntExact(Math.max(1, ((long) rows * part + whole - 1) / whole)), tokensPerRow);
    }
}
