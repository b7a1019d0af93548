package dev.r3.model.tokenizer.training;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a tokenizer is to be.
 *
 * @param vocabularySize of all tokens, at most
 * @param largestNumber every number from 0 to it is one token, wherever it stands; at most 999. Qwen2 cuts numbers into
 *     digits, so those of more than one are added tokens
 * @param markup further texts that are one token each wherever they stand, such as {@code <answer>}
 */
public record TokenizerPlan(int vocabularySize, int largestNumber, List<String> markup) {
    /** The tokens around a turn, and what ends a text. */
    static final List<String> SPECIAL = List.of(ChatMarkup.END_OF_TEXT, ChatMarkup.TURN, ChatMarkup.END_OF_TURN);

    private static final int LARGEST = 999;
    private static final int TWO_DIGITS = 10;

    public TokenizerPlan {
        markup = List.copyOf(markup);
        if (largestNumber < 0 || largestNumber > LARGEST) {
            throw new IllegalArgumentException(
                    "numbers up to %d as single tokens; expected 0 to %d".formatted(largestNumber, LARGEST));
        }
        if (markup.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("blank markup: " + markup);
        }
        int least =
                ByteAlphabet.all().size() + addedTokens(largestNumber, markup).size();
        if (vocabularySize < least) {
            throw new IllegalArgumentException("a vocabulary of %d tokens; bytes, numbers to %d and markup alone are %d"
                    .formatted(vocabularySize, largestNumber, least));
        }
    }

    /** All tokens that are matched before the rest is cut into words. */
    List<String> addedTokens() {
        return addedTokens(largestNumber, markup);
    }

    private static List<String> addedTokens(int largestNumber, List<String> markup) {
        Stream<String> numbers =
                IntStream.rangeClosed(TWO_DIGITS, largestNumber).mapToObj(Integer::toString);
        return Stream.of(SPECIAL.stream(), markup.stream(), numbers)
                .flatMap(tokens -> tokens)
                .toList();
    }
}
