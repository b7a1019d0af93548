package dev.r3.activities.report;

import java.util.Locale;

/** What training changed in a task's second try. */
enum Flip {
    /** Failed before, passes now. */
    FIXED('f'),
    /** Passed before, fails now. */
    BROKEN('b'),
    /** Fails before and now. */
    STILL_WRONG('w'),
    /** Passes before and now. */
    RIGHT_ANYWAY('r');

    private final char letter;

    Flip(char letter) {
        this.letter = letter;
    }

    /** In the page's index of tasks. */
    char letter() {
        return letter;
    }

    static Flip of(boolean passedBefore, boolean passesNow) {
        if (passedBefore) {
            return passesNow ? RIGHT_ANYWAY : BROKEN;
        }
        return passesNow ? FIXED : STILL_WRONG;
    }

    /** Whether the second try is another one now. */
    boolean isChange() {
        return this == FIXED || this == BROKEN;
    }

    /** Such as {@code still-wrong}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    String title() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
