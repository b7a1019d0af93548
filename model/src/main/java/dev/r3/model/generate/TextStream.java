package dev.r3.model.generate;

import java.util.Arrays;

/**
 * The text of tokens that come one after another, piece by piece. Pieces hold whole characters: what may still become
 * one waits for the next token, or for {@link #rest}. Together they are the text of all tokens, except where many tokens
 * make no character, and where a vocabulary has bytes as tokens: there a character that has been given may turn invalid
 * by the bytes that follow it.
 *
 * <p>Each piece is the difference of two short texts with the same beginning, so that neither a space that a tokenizer
 * takes off the beginning nor the length of the whole matters.
 */
public final class TextStream {
    private static final char NO_CHARACTER = '\uFFFD';

    /** So many tokens without a whole character aren't going to make one. */
    private static final int MOST_WAITING = 16;

    private final TokenText text;
    private int[] tokens = new int[64];
    private int size;
    /** Tokens before it are no longer looked at. */
    private int start;
    /** Tokens before it have been given. */
    private int given;

    public TextStream(TokenText text) {
        this.text = text;
    }

    /** What a token completes; often nothing. */
    public String add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        tokens[size++] = token;
        String more = waiting();
        boolean whole = !more.isEmpty() && more.charAt(more.length() - 1) != NO_CHARACTER;
        boolean hopeless = !more.isEmpty() && size - given >= MOST_WAITING;
        return whole || hopeless ? give(more) : "";
    }

    /** What still waits, at the end. */
    public String rest() {
        return give(waiting());
    }

    private String waiting() {
        String before = text.of(Arrays.copyOfRange(tokens, start, given));
        String all = text.of(Arrays.copyOfRange(tokens, start, size));
        return all.substring(Math.min(before.length(), all.length()));
    }

    private String give(String more) {
        start = given;
        given = size;
        return more;
    }
}
