package dev.r3.activities.report;

import java.util.Locale;

/** What training changed in a task's second try. */
enum Flip {
    /** Failed before, passes now. */
    FIXED,
    /** Passed before, fails now. */
    BROKEN,
    /** Fails before and now. */
    STILL_WRONG,
    /** Passes before and now. */
    RIGHT_ANYWAY;

    static Flip of(boolean passedBefore, boolean passesNow) {
        if (passedBefore) {
            return passesNow ? RIGHT_ANYWAY : BROKEN;
        }
        return passesNow ? FIXED : STILL_WRONG;
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
