package dev.r3.model.generate;

import java.util.List;
import java.util.Set;

/**
 * What ends a completion before its limit.
 *
 * @param tokens any of these; the completion holds it
 * @param strings any of these in the completion's text; the completion holds the tokens that finished it, and its text
 *     ends with the string
 */
public record StopRule(Set<Integer> tokens, List<String> strings) {
    public StopRule {
        tokens = Set.copyOf(tokens);
        strings = List.copyOf(strings);
        if (strings.contains("")) {
            throw new IllegalArgumentException("an empty stop string");
        }
    }

    public static StopRule none() {
        return new StopRule(Set.of(), List.of());
    }

    /** Where in the text the first stop string ends; -1 if none occurs. */
    int end(String text) {
        int end = -1;
        int first = Integer.MAX_VALUE;
        for (String string : strings) {
            int start = text.indexOf(string);
            if (start >= 0 && start < first) {
                first = start;
                end = start + string.length();
            }
        }
        return end;
    }
}
