package dev.r3.activities.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many tasks fail in which way, before training and after. */
final class ErrorChart {
    private static final double WIDTH = 420;
    private static final double LEFT = 8;
    private static final double RIGHT = WIDTH - 62;
    private static final double ROW = 50;
    private static final double TOP = 26;
    private static final double BAR = 13;
    private static final double SMALL = 11;
    private static final double PLAIN = 12;

    private ErrorChart() {}

    /**
     * Draws errors of one try.
     *
     * @param before by the error's code
     * @param after by the error's code
     */
    static Drawing of(String file, String title, SortedMap<String, Long> before, SortedMap<String, Long> after) {
        List<String> errors = byFrequency(before, after);
        long most = errors.stream()
                .mapToLong(error -> Math.max(before.getOrDefault(error, 0L), after.getOrDefault(error, 0L)))
                .max()
                .orElse(1);
        List<Mark> marks = new ArrayList<>(legend());
        double top = TOP;
        for (String error : errors) {
            marks.add(new Mark.Label(LEFT, top + 13, error, Mark.Anchor.START, Ink.TEXT, PLAIN));
            marks.addAll(bar(error + ", vanilla", before.getOrDefault(error, 0L), most, top + 18, Ink.BEFORE));
            marks.addAll(bar(error + ", trained", after.getOrDefault(error, 0L), most, top + 18 + BAR, Ink.AFTER));
            top += ROW;
        }
        return new Drawing(
                file,
                title,
                "%d kinds of errors of vanilla and trained; the table has the numbers".formatted(errors.size()),
                WIDTH,
                top + 6,
                marks);
    }

    /** All that occur in some counts, the most frequent ones first. */
    @SafeVarargs
    static List<String> byFrequency(Map<String, Long>... counts) {
        Map<String, Long> sums = new TreeMap<>();
        for (Map<String, Long> some : counts) {
            some.forEach((error, count) -> sums.merge(error, count, Long::sum));
        }
        return sums.keySet().stream()
                .sorted(Comparator.comparing(sums::get, Comparator.reverseOrder()))
                .toList();
    }

    private static List<Mark> legend() {
        return List.of(
                new Mark.Bar(LEFT, 6, 10, 10, Ink.BEFORE, ""),
                new Mark.Label(LEFT + 15, 15, "vanilla", Mark.Anchor.START, Ink.MUTED, SMALL),
                new Mark.Bar(LEFT + 66, 6, 10, 10, Ink.AFTER, ""),
                new Mark.Label(LEFT + 81, 15, "trained", Mark.Anchor.START, Ink.MUTED, SMALL));
    }

    private static List<Mark> bar(String name, long count, long most, double y, Ink ink) {
        double width = (RIGHT - LEFT) * count / Math.max(most, 1);
        String number = Numbers.count(count);
        return List.of(
                new Mark.Bar(LEFT, y, Math.max(width, 1), BAR - 1, ink, name + ": " + number),
                new Mark.Label(LEFT + width + 5, y + BAR - 2.5, number, Mark.Anchor.START, ink, SMALL));
    }
}
