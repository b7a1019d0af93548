package dev.r3.model.pretrain;

import dev.r3.model.train.UpdateListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/**
 * A table of a run's course, one line for so many updates, written as it goes. A resumed run drops the lines that it is
 * going to make again.
 */
final class LearningCurve implements UpdateListener {
    private static final String HEADER = "update,tokens,loss,learning_rate,seconds";

    private final Path file;
    private final long updatesPerPoint;
    private double lossSum;
    private double seconds;
    private long count;
    private boolean begun;

    LearningCurve(Path file, long updatesPerPoint) {
        this.file = file;
        this.updatesPerPoint = updatesPerPoint;
    }

    @Override
    public void updated(long update, long updates, SortedMap<String, Double> metrics) {
        try {
            if (!begun) {
                keepBefore(update);
                begun = true;
            }
            lossSum += metrics.getOrDefault("loss", 0.0);
            seconds += metrics.getOrDefault("step_time", 0.0);
            count++;
            if (update % updatesPerPoint == 0 || update == updates) {
                append(update, metrics);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void append(long update, SortedMap<String, Double> metrics) throws IOException {
        String line = String.format(
                Locale.ROOT,
                "%d,%.0f,%.5f,%.6g,%.2f%n",
                update,
                metrics.getOrDefault("num_tokens", 0.0),
                lossSum / count,
                metrics.getOrDefault("learning_rate", 0.0),
                seconds);
        Files.writeString(file, line, StandardOpenOption.APPEND);
        lossSum = 0;
        seconds = 0;
        count = 0;
    }

    private void keepBefore(long update) throws IOException {
        List<String> kept = new ArrayList<>(List.of(HEADER));
        for (String line : lines(file)) {
            if (updateOf(line) < update) {
                kept.add(line);
            }
        }
        WorkFolder.writeWhole(file, String.join("\n", kept) + "\n");
    }

    /** The last line. */
    static Point last(Path file) throws IOException {
        List<String> lines = lines(file);
        double seconds = lines.stream()
                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[4]))
                .sum();
        String[] fields = lines.get(lines.size() - 1).split(",", -1);
        return new Point(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Double.parseDouble(fields[2]), seconds);
    }

    /**
     * Where a run stands.
     *
     * @param loss mean over the last updates
     * @param seconds of all updates
     */
    record Point(long update, long tokens, double loss, double seconds) {}

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .skip(1)
                        // One that a kill cut off.
                        .filter(line -> line.chars().filter(c -> c == ',').count() == 4 && !line.endsWith(","))
                        .toList()
                : List.of();
    }

    private static long updateOf(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(',')));
    }
}
