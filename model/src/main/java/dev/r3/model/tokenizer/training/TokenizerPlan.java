package dev.r3.model.tokenizer.training;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a tokenizer is to be.
 *
 * @param vocabularySize of all tokens, at most
 * @param largestNumber every number from 0 to it is one token; at most 999
 * @param markup texts that are one token each wherever they stand, such as {@code <answer>}
 */
public record TokenizerPlan(int vocabularySize, int largestNumber, List<String> markup) {
    /** The tokens around a turn, and what ends a text. */
    static final List<String> SPECIAL = List.of(ChatMarkup.END_OF_TEXT, ChatMarkup.TURN, ChatMarkup.END_OF_TURN);

    public TokenizerPlan {
        markup = List.copyOf(markup);
        int least = ByteAlphabet.all().size()
                + NumberMerges.upTo(largestNumber).size()
                + SPECIAL.size()
                + markup.size();
        if (vocabularySize < least) {
            throw new IllegalArgumentException("a vocabulary of %d tokens; bytes, numbers to %d and markup alone are %d"
                    .formatted(vocabularySize, largestNumber, least));
        }
        if (markup.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("blank markup: " + markup);
        }
    }

    /** All tokens that are matched before the rest is cut into words. */
    List<String> addedTokens() {
        return Stream.concat(SPECIAL.stream(), markup.stream()).toList();
    }
}
