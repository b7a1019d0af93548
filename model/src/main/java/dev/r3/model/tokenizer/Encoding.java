package dev.r3.model.tokenizer;

import java.util.List;

/** A text as tokens. */
public record Encoding(List<TextToken> tokens) {

    public Encoding {
        tokens = List.copyOf(tokens);
    }

    public int[] ids() {
        return tokens.stream().mapToInt(TextToken::id).toArray();
    }

    public int size() {
        return tokens.size();
    }
}
