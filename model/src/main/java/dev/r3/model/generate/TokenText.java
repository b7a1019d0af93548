package dev.r3.model.generate;

/** The text of tokens, without the special ones. */
@FunctionalInterface
public interface TokenText {
    String of(int[] tokens);
}
