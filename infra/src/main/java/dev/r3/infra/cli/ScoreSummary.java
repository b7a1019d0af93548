package dev.r3.infra.cli;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of verdicts and error types, for people. */
final class ScoreSummary {

    private final SortedMap<String, Long> counts = new TreeMap<>();
    private long total;
    private long broken;

    void add(Score score) {
        if (score.isBroken()) {
            broken++;
            return;
        }
        total++;
        String verdict = score.verdict().orElseThrow();
        counts.merge(score.error().map(error -> verdict + " " + error).orElse(verdict), 1L, Long::sum);
    }

    boolean isEmpty() {
        return total == 0 && broken == 0;
    }

    boolean hasBroken() {
        return broken > 0;
    }

    void print() {
        Table table = Table.withHeader("verdict", "answers", "share");
        counts.forEach((verdict, count) ->
                table.row(verdict, String.valueOf(count), "%.1f %%".formatted(100.0 * count / total)));
        table.row("all", String.valueOf(total), "");
        table.print();
        if (broken > 0) {
            Terminal.result("lines that can't be read: " + broken);
        }
    }
}
