package dev.r3.model.grpo;

/**
 * Lengths of completions in tokens (TRL 2275–2304).
 *
 * @param shortest as written so far; meaningless without a completion
 * @param clipped how many the token limit cut off
 */
public record CompletionLengths(long completions, long tokens, int shortest, int longest, long clipped) {
    public static final CompletionLengths NONE = new CompletionLengths(0, 0, Integer.MAX_VALUE, 0, 0);

    /** A completion that ended by itself. */
    public static CompletionLengths ended(int length) {
        return new CompletionLengths(1, length, length, length, 0);
    }

    /** A completion that the token limit cut off. */
    public static CompletionLengths clipped(int length) {
        return new CompletionLengths(1, length, length, length, 1);
    }

    public CompletionLengths plus(CompletionLengths other) {
        return new CompletionLengths(
                completions + other.completions,
                tokens + other.tokens,
                Math.min(shortest, other.shortest),
                Math.max(longest, other.longest),
                clipped + other.clipped);
    }
}
