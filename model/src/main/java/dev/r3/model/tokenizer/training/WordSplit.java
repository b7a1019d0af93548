package dev.r3.model.tokenizer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into words, within which BPE merges: Qwen2's rule to the letter, as transformers puts it into every
 * tokenizer of a qwen2 model, whatever the file says.
 */
final class WordSplit {
    /** Hugging Face's library reads it as Java does, but for blanks outside of ASCII, which the corpus hasn't. */
    static final String PATTERN = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
            + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+"
            + "|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
            + "|\\s*[\\r\\n]+"
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
