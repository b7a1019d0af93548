package dev.r3.model.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What Python's string methods do, on texts alone. */
final class Strings {

    private Strings() {}

    /** Python's white space, which differs from Java's by a few characters. */
    static boolean isSpace(int point) {
        return (point >= 0x09 && point <= 0x0d)
                || (point >= 0x1c && point <= 0x20)
                || point == 0x85
                || point == 0xa0
                || point == 0x1680
                || (point >= 0x2000 && point <= 0x200a)
                || point == 0x2028
                || point == 0x2029
                || point == 0x202f
                || point == 0x205f
                || point == 0x3000;
    }

    /** The characters to strip: those of the set, or white space if there is none. */
    static IntPredicate stripped(@Nullable String characters) {
        return characters == null ? Strings::isSpace : point -> characters.indexOf(point) >= 0;
    }

    static String stripLeft(String text, IntPredicate isStripped) {
        int start = 0;
        while (start < text.length() && isStripped.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        return text.substring(start);
    }

    static String stripRight(String text, IntPredicate isStripped) {
        int end = text.length();
        while (end > 0 && isStripped.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    /** Parts between separators; at most {@code most} splits from the left, any number if negative. */
    static List<String> split(String text, String separator, int most) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int found = text.indexOf(separator);
        while (found >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(text.substring(start, found));
            start = found + separator.length();
            found = text.indexOf(separator, start);
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** Like {@link #split}, from the right. */
    static List<String> splitFromRight(String text, String separator, int most) {
        List<String> parts = new ArrayList<>();
        int end = text.length();
        int found = text.lastIndexOf(separator);
        while (found >= 0 && (most < 0 || parts.size() < most)) {
            parts.add(text.substring(found + separator.length(), end));
            end = found;
            found = end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
        }
        parts.add(text.substring(0, end));
        Collections.reverse(parts);
        return parts;
    }

    /** Words between white space, none of them empty; after {@code most} splits the rest is one part. */
    static List<String> splitWords(String text, int most) {
        List<String> parts = new ArrayList<>();
        int start = skip(text, 0, true);
        while (start < text.length() && (most < 0 || parts.size() < most)) {
            int end = skip(text, start, false);
            parts.add(text.substring(start, end));
            start = skip(text, end, true);
        }
        if (start < text.length()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    private static int skip(String text, int from, boolean spaces) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at)) == spaces) {
            at++;
        }
        return at;
    }

    /** Lines without their ends, of which Python knows ten. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (isLineEnd(unit)) {
                lines.add(text.substring(start, i));
                boolean isPair = unit == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                i += isPair ? 1 : 0;
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static boolean isLineEnd(char unit) {
        return (unit >= '\n' && unit <= '\r')
                || (unit >= 0x1c && unit <= 0x1e)
                || unit == 0x85
                || unit == 0x2028
                || unit == 0x2029;
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** First character upper case, the rest lower case. */
    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int end = text.offsetByCodePoints(0, 1);
        return titleCase(text.codePointAt(0)) + lower(text.substring(end));
    }

    /** Each run of letters capitalised. */
    static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            out.append(inWord ? lower(Character.toString(point)) : titleCase(point));
            inWord = Character.isUpperCase(point) || Character.isLowerCase(point) || Character.isTitleCase(point);
        }
        return out.toString();
    }

    /** The filter {@code title}, unlike the method: words start after white space, dashes and opening brackets. */
    static String capitalizeWords(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int point : text.codePoints().toArray()) {
            boolean separates = isSpace(point) || "-({[<".indexOf(point) >= 0;
            String letter = Character.toString(point);
            out.append(inWord || separates ? lower(letter) : upper(letter));
            inWord = !separates;
        }
        return out.toString();
    }

    private static String titleCase(int point) {
        int title = Character.toTitleCase(point);
        // A few, such as ß, have a title case of several characters, which Java knows in upper case only.
        return title == point ? capitalizedSpecial(point) : Character.toString(title);
    }

    private static String capitalizedSpecial(int point) {
        String upper = upper(Character.toString(point));
        return upper.codePointCount(0, upper.length()) < 2
                ? Character.toString(point)
                : Character.toString(upper.codePointAt(0)) + lower(upper.substring(upper.offsetByCodePoints(0, 1)));
    }

    /** The first {@code most} occurrences replaced, all if negative. */
    static String replace(String text, String old, String replacement, int most, Budget budget) {
        TextBuffer out = new TextBuffer(budget);
        int start = 0;
        int done = 0;
        int found = text.indexOf(old);
        while (found >= 0 && (most < 0 || done < most)) {
            out.append(text.substring(start, found)).append(replacement);
            start = found + old.length();
            done++;
            if (old.isEmpty()) {
                if (start >= text.length()) {
                    break;
                }
                int next = text.offsetByCodePoints(start, 1);
                out.append(text.substring(start, next));
                start = next;
            }
            found = text.indexOf(old, start);
        }
        return out.append(text.substring(start)).toString();
    }

    static int count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1;
        }
        return split(text, part, -1).size() - 1;
    }
}
