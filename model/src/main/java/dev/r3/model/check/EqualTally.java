package dev.r3.model.check;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/** Counts equal values of one group and keeps the first that isn't. */
final class EqualTally {
    /** Code units or elements that are shown around a difference. */
    private static final int SHOWN = 40;

    private static final int SHOWN_BEFORE = 10;

    private final String name;
    private long compared;
    private long matching;
    private Optional<String> firstMismatch = Optional.empty();

    EqualTally(String name) {
        this.name = name;
    }

    void compare(String place, String expected, String found) {
        int start = Math.max(0, firstDifference(expected, found) - SHOWN_BEFORE);
        add(expected.equals(found), place, "from " + start + " " + shown(expected, start), shown(found, start));
    }

    void compare(String place, List<?> expected, List<?> found) {
        int start = Math.max(0, firstDifference(expected, found) - SHOWN_BEFORE);
        add(expected.equals(found), place, "from " + start + " " + shown(expected, start), shown(found, start));
    }

    void compare(String place, int expected, int found) {
        add(expected == found, place, String.valueOf(expected), String.valueOf(found));
    }

    /** A value that could not be had. */
    void miss(String place, String expected, String found) {
        add(false, place, expected, found);
    }

    CheckGroup result() {
        return new CheckGroup.Equal(name, compared, matching, firstMismatch);
    }

    private void add(boolean equal, String place, String expected, String found) {
        compared++;
        if (equal) {
            matching++;
        } else if (firstMismatch.isEmpty()) {
            firstMismatch = Optional.of(place + ": expected " + expected + ", found " + found);
        }
    }

    /** Quoted and escaped: a tokenizer's text must not reach a terminal as it is. */
    private static String shown(String text, int start) {
        String part = text.substring(Math.min(start, text.length()), Math.min(text.length(), start + SHOWN));
        return TextNode.valueOf(part) + (text.length() > start + SHOWN ? "…" : "");
    }

    private static String shown(List<?> list, int start) {
        List<?> part = list.subList(Math.min(start, list.size()), Math.min(list.size(), start + SHOWN));
        return part + (list.size() > start + SHOWN ? "…" : "");
    }

    private static int firstDifference(String one, String other) {
        int i = 0;
        while (i < one.length() && i < other.length() && one.charAt(i) == other.charAt(i)) {
            i++;
        }
        return i;
    }

    private static int firstDifference(List<?> one, List<?> other) {
        int i = 0;
        while (i < one.size() && i < other.size() && one.get(i).equals(other.get(i))) {
            i++;
        }
        return i;
    }
}
