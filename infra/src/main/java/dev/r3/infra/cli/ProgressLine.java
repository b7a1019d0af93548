package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far something is, as one line.
 *
 * @param total 0 or less if it isn't known
 * @param unit what is counted, such as {@code updates}
 * @param left the time that the rest takes, once it is known
 * @param details what else is worth to know, the most interesting first
 */
record ProgressLine(String name, long done, long total, String unit, Optional<Duration> left, List<String> details) {
    /** A bar with fewer cells shows nothing. */
    private static final int LEAST_BAR = 8;

    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    ProgressLine {
        requireNonNull(name, "name is null");
        requireNonNull(unit, "unit is null");
        requireNonNull(left, "left is null");
        details = List.copyOf(details);
    }

    /** For a log. */
    String plain() {
        List<String> parts = new ArrayList<>(List.of("%s: %s %s".formatted(name, count(" of "), unit)));
        parts.addAll(details);
        timeLeft().ifPresent(parts::add);
        return String.join(", ", parts);
    }

    /** With a bar, in so many columns; what there is no room for is left out. */
    String fitting(int columns) {
        String head = total > 0 ? "%s %3d%% ".formatted(name, Math.min(100, 100 * done / total)) : name + " ";
        String tail = tail(columns - head.length() - LEAST_BAR - 2);
        String line = head + bar(columns - head.length() - tail.length() - 2) + tail;
        return line.substring(0, Math.min(line.length(), Math.max(0, columns)));
    }

    private String tail(int columns) {
        List<String> parts = new ArrayList<>(List.of(" %s %s".formatted(count("/"), unit)));
        timeLeft().ifPresent(parts::add);
        parts.addAll(details);
        if (lengthOf(parts) > columns) {
            parts.set(0, " " + count("/"));
        }
        while (lengthOf(parts) > columns && parts.size() > 1) {
            parts.remove(parts.size() - 1);
        }
        return String.join(", ", parts);
    }

    private static int lengthOf(List<String> parts) {
        return String.join(", ", parts).length();
    }

    private String count(String separator) {
        return total > 0 ? "%,d%s%,d".formatted(done, separator, total) : "%,d".formatted(done);
    }

    private Optional<String> timeLeft() {
        return left.map(Duration::toSeconds)
                .map(rest -> "%d:%02d:%02d left".formatted(rest / 3600, rest / 60 % 60, rest % 60));
    }

    /** Between its two edges so many cells, each in eighths. */
    private String bar(int cells) {
        if (cells < 1) {
            return "";
        }
        long filled = total > 0 ? Math.min(8L * cells, 8L * cells * done / total) : 0;
        StringBuilder bar = new StringBuilder("|").append("█".repeat((int) (filled / 8)));
        if (filled < 8L * cells) {
            bar.append(EIGHTHS.charAt((int) (filled % 8)));
        }
        return bar.append(" ".repeat(cells + 1 - bar.length())).append('|').toString();
    }
}
