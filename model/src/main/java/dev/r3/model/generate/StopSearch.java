package dev.r3.model.generate;

import dev.r3.model.decoder.Draw;
import java.util.List;
import java.util.OptionalInt;

/**
 * Looks for stop strings in a completion as it grows, in the text of its last tokens alone: the text of all of them at
 * every token would cost the square of its length.
 *
 * <p>The text of some last tokens isn't always the end of the whole text. It may begin inside a character, a tokenizer
 * may take a space off its beginning, and where a vocabulary has bytes as tokens a run of them becomes characters only
 * if all of the run is valid; what is no character shows as U+FFFD. So a window of tokens is made shorter only if
 * between its beginning and what may still become part of a stop string it shows a settled character; and what is
 * found in a window counts only if the whole text has it too.
 */
final class StopSearch {
    private static final char NO_CHARACTER = '\uFFFD';

    /** A character of UTF-8 takes so many bytes, and so at most as many tokens. */
    private static final int CHARACTER_BYTES = 4;

    private static final int SMALLEST_WINDOW = 32;

    private final TokenText text;
    private final StopRule rule;
    private final int longest;
    private int start;
    private int most = 2 * SMALLEST_WINDOW;

    StopSearch(TokenText text, StopRule rule) {
        this.text = text;
        this.rule = rule;
        this.longest = rule.strings().stream().mapToInt(String::length).max().orElse(0);
    }

    /** Where in the text of all draws the first stop string ends. To be asked after each draw. */
    OptionalInt end(List<Draw> draws) {
        if (longest == 0) {
            return OptionalInt.empty();
        }
        if (rule.end(text(draws, start, draws.size())) >= 0) {
            int end = rule.end(text(draws, 0, draws.size()));
            if (end >= 0) {
                return OptionalInt.of(end);
            }
        }
        shorten(draws);
        return OptionalInt.empty();
    }

    /** Once the window is too long it keeps its second half, if that is enough. */
    private void shorten(List<Draw> draws) {
        int end = draws.size();
        if (end - start <= most || namesNoCharacter()) {
            return;
        }
        int half = end - most / 2;
        for (int first = half; first < half + CHARACTER_BYTES; first++) {
            if (isSettled(text(draws, first, end - CHARACTER_BYTES))) {
                start = first;
                most = Math.max(2 * SMALLEST_WINDOW, most / 2);
                return;
            }
        }
        most = Math.multiplyExact(most, 2);
    }

    /** Whether the window's beginning, however it reads, is too far from the end to matter. */
    private boolean isSettled(String window) {
        int beforeStrings = window.length() - longest;
        for (int i = CHARACTER_BYTES; i <= beforeStrings; i++) {
            if (window.charAt(i) != NO_CHARACTER) {
                return true;
            }
        }
        return false;
    }

    /** Such a string may be found in what only seems to be no character; then all of the text is looked at. */
    private boolean namesNoCharacter() {
        return rule.strings().stream().anyMatch(string -> string.indexOf(NO_CHARACTER) >= 0);
    }

    private String text(List<Draw> draws, int first, int end) {
        return text.of(draws.subList(first, end).stream().mapToInt(Draw::token).toArray());
    }
}
