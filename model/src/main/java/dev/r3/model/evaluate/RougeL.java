package dev.r3.model.evaluate;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How much a text is like a reference, by the words that both have in the same order: ROUGE-L (Lin 2004, ROUGE: A
 * Package for Automatic Evaluation of Summaries, section 3.1) of whole texts.
 *
 * <p>Words are as in Google's {@code rouge-score} without its stemmer: runs of letters and digits in lower case. There
 * only ASCII's count; here all scripts' do.
 */
public final class RougeL {
    /** Words after these are not read: of a longer text its beginning is compared, so that a text takes bounded time. */
    static final int MOST_WORDS = 512;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final String[] reference;

    public RougeL(String reference) {
        this.reference = words(reference);
    }

    /**
     * Lin's F with beta 1: 2 P R / (P + R), with P = LCS / words of the text and R = LCS / words of the reference.
     *
     * @return 0 (nothing in common, or one of them has no words) to 1 (the same words in the same order)
     */
    public double f1(String text) {
        String[] words = words(text);
        double common = longestCommonSubsequence(words);
        // 2 P R / (P + R), with both fractions expanded.
        return common == 0 ? 0 : 2 * common / (words.length + reference.length);
    }

    /** Its length, by one row of the usual table: {@code row[j]} is that of the words so far and of the reference's first j. */
    private int longestCommonSubsequence(String[] words) {
        int[] row = new int[reference.length + 1];
        for (String word : words) {
            int diagonal = 0;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                row[j] = word.equals(reference[j - 1]) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[reference.length];
    }

    private static String[] words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toArray(String[]::new);
    }
}
