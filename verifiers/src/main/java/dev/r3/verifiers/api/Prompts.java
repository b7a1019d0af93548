package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The templates of one episode's user turns. {@code {name}} stands for a variable; any other brace is literal text.
 *
 * @param system the system message; empty leaves it to the chat template
 * @param task asks for the first answer
 * @param reflection asks for a reflection after a failure
 * @param retry asks for the second answer
 */
public record Prompts(String system, String task, String reflection, String retry) {
    public Prompts {
        requireNonNull(system, "system is null");
        requireNonNull(task, "task is null");
        requireNonNull(reflection, "reflection is null");
        requireNonNull(retry, "retry is null");
    }

    /**
     * Replaces each {@code {name}} by its value. Values are not looked into again.
     *
     * @throws IllegalArgumentException if the template names an unknown variable
     */
    public static String render(String template, Map<String, String> variables) {
        StringBuilder text = new StringBuilder(template.length() + 64);
        int from = 0;
        while (from < template.length()) {
            int open = template.indexOf('{', from);
            int close = open < 0 ? -1 : placeholderEnd(template, open);
            if (open < 0) {
                break;
            }
            text.append(template, from, open);
            if (close < 0) {
                text.append('{');
                from = open + 1;
                continue;
            }
            String name = template.substring(open + 1, close);
            String value = variables.get(name);
            if (value == null) {
                throw new IllegalArgumentException("prompt names an unknown variable {%s}; known: %s"
                        .formatted(name, String.join(", ", new TreeSet<>(variables.keySet()))));
            }
            text.append(value);
            from = close + 1;
        }
        return text.append(template, from, template.length()).toString();
    }

    /** The variables that a template names, sorted. */
    public static SortedSet<String> variables(String template) {
        SortedSet<String> names = new TreeSet<>();
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
            int close = placeholderEnd(template, open);
            if (close >= 0) {
                names.add(template.substring(open + 1, close));
            }
        }
        return names;
    }

    /** What a template says before, between and after its variables, in its order; no empty texts. */
    public static List<String> phrases(String template) {
        List<String> phrases = new ArrayList<>();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
            int close = placeholderEnd(template, open);
            if (close >= 0) {
                phrases.add(template.substring(from, open));
                from = close + 1;
            }
        }
        phrases.add(template.substring(from));
        phrases.removeIf(String::isEmpty);
        return List.copyOf(phrases);
    }

    /** The index of the brace that closes a placeholder opened at {@code open}, or −1 if none opens there. */
    private static int placeholderEnd(String template, int open) {
        int i = open + 1;
        while (i < template.length()
                && (isLowerCase(template.charAt(i)) || (i > open + 1 && template.charAt(i) == '-'))) {
            i++;
        }
        return i > open + 1 && i < template.length() && template.charAt(i) == '}' ? i : -1;
    }

    private static boolean isLowerCase(char c) {
        return c >= 'a' && c <= 'z';
    }
}
