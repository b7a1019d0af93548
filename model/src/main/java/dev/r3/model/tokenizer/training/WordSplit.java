package dev.r3.model.tokenizer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into words, within which BPE merges: GPT-2's rule, but for numbers. Those are cut into groups of up to three
 * digits, as in Llama 3, and a space before a number belongs to what stands before it: {@code 5}, {@code  * }, {@code 2}.
 * So a number is the same token wherever it stands.
 */
final class WordSplit {
    /** For Hugging Face's library, which reads it as Java does; the corpus is ASCII. */
    static final String PATTERN = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
            + "| ?\\p{L}+(?: (?=\\p{N}))?"
            + "|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+(?: (?=\\p{N}))?"
            + "|\\s+(?!\\S)"
            + "|\\s+";

    private static final Pattern WORD = Pattern.compile(PATTERN);

    private WordSplit() {}

    /** The words; together they are the text. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
