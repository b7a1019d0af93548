package dev.r3.model.tokenizer.training;

import java.util.ArrayList;
import java.util.List;

/** The merges that make whole numbers single tokens. */
final class NumberMerges {
    private static final int LARGEST = 999;
    private static final int TWO_DIGITS = 10;
    private static final int THREE_DIGITS = 100;

    private NumberMerges() {}

    /**
     * Merges for all numbers up to the largest.
     *
     * @param largest at most 999, the longest group of digits
     */
    static List<Merge> upTo(int largest) {
        if (largest < 0 || largest > LARGEST) {
            throw new IllegalArgumentException("numbers up to " + largest + "; expected 0 to " + LARGEST);
        }
        List<Merge> pairs = new ArrayList<>();
        for (int number = TWO_DIGITS; number <= Math.min(largest, THREE_DIGITS - 1); number++) {
            List<String> digits = ByteAlphabet.spell(Integer.toString(number));
            pairs.add(new Merge(digits.get(0), digits.get(1)));
        }
        List<Merge> all = new ArrayList<>(pairs);
        for (int number = THREE_DIGITS; number <= largest; number++) {
            all.add(last(Integer.toString(number), pairs));
        }
        return all;
    }

    /** Three digits are two pieces once the pairs are merged in their order: 110 is 1 and 10. */
    private static Merge last(String number, List<Merge> pairs) {
        List<String> pieces = ByteAlphabet.spell(number);
        for (Merge pair : pairs) {
            pieces = pair.in(pieces);
        }
        return new Merge(pieces.get(0), pieces.get(1));
    }
}
