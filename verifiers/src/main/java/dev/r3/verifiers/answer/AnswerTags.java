package dev.r3.verifiers.answer;

import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import java.util.List;
import java.util.Optional;

/**
 * The tags around an answer, e.g. {@code <answer>} and {@code </answer>}.
 *
 * <p>A block is the text between an opening tag and the first closing tag after it, with no other opening tag between:
 * an opening tag starts the block anew, and a closing tag without an open block means nothing.
 */
public record AnswerTags(String open, String close) {

    /** The longest completion that is searched for an answer, in UTF-16 units: the longest line that is scored. */
    public static final int MAX_COMPLETION_LENGTH = 1 << 24;

    private static final int MAX_TAG_LENGTH = 32;
    private static final String OPEN_TAG = "open-tag";
    private static final String CLOSE_TAG = "close-tag";

    /** The options that {@link #from} reads. */
    public static final List<Option> OPTIONS = List.of(
            new Option(OPEN_TAG, "<answer>", "the tag that opens the answer"),
            new Option(CLOSE_TAG, "</answer>", "the tag that closes the answer"));

    public AnswerTags {
        requireTag(OPEN_TAG, open);
        requireTag(CLOSE_TAG, close);
        if (open.contains(close) || close.contains(open)) {
            throw new InvalidOptionException(
                    "options '%s' and '%s' hold one another: '%s', '%s'".formatted(OPEN_TAG, CLOSE_TAG, open, close));
        }
    }

    /** The tags that options name. */
    public static AnswerTags from(Options options) {
        return new AnswerTags(options.text(OPEN_TAG), options.text(CLOSE_TAG));
    }

    /** The last closed block, perhaps empty; none if no block is closed. Takes three passes over the text at most. */
    public Optional<Span> lastBlock(String text) {
        int lastClose = text.lastIndexOf(close);
        int lastOpen = lastClose < 0 ? -1 : text.lastIndexOf(open, lastClose - open.length());
        if (lastOpen < 0) {
            return Optional.empty();
        }
        int start = lastOpen + open.length();
        return Optional.of(new Span(start, text.indexOf(close, start)));
    }

    /** An answer in these tags. */
    public String wrap(String answer) {
        return open + answer + close;
    }

    private static void requireTag(String name, String tag) {
        if (tag.isBlank() || tag.length() > MAX_TAG_LENGTH) {
            throw new InvalidOptionException(
                    "option '%s' is '%s'; expected: 1 to %d characters".formatted(name, tag, MAX_TAG_LENGTH));
        }
    }
}
