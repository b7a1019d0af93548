package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands on a person's screen. */
@Timeout(30)
class StageBarsTest {
    @RegisterExtension
    final StandardError error = new StandardError();

    @Test
    void eachStageHasABarOfItsOwn() throws Exception {
        try (StageBars bars = new StageBars()) {
            begin(bars, line("train", 1, 10));
            begin(bars, line("evaluation/vanilla", 2, 20));
            bars.show(line("train", 5, 10));
            bars.end(line("train", 10, 10));
            begin(bars, line("evaluation/big", 1, 20));
            bars.show(line("evaluation/vanilla", 10, 20));
        }
        assertThat(screen()).hasSize(3);
        assertThat(screen().get(0)).matches("train 100% \\|█+\\| 10/10 tasks, 2.0 tasks/s");
        assertThat(screen().get(1)).matches("evaluation/vanilla  50% \\|█+.? +\\| 10/20 tasks, 2.0 tasks/s");
        assertThat(screen().get(2)).matches("evaluation/big   5% \\|█*.? +\\| 1/20 tasks, 2.0 tasks/s");
    }

    @Test
    void whatIsSaidStandsBetweenWhatWasShownAndWhatIsShownThen() throws Exception {
        try (StageBars bars = new StageBars()) {
            begin(bars, line("train", 1, 10));
            begin(bars, line("evaluation/vanilla", 2, 20));
            bars.close();
            Terminal.notice("out of luck");
            begin(bars, line("train", 2, 10));
            begin(bars, line("evaluation/vanilla", 4, 20));
        }
        assertThat(screen())
                .extracting(line -> line.replaceAll(" *\\|.*\\|", ""))
                .containsExactly(
                        "train  10% 1/10 tasks, 2.0 tasks/s",
                        "evaluation/vanilla  10% 2/20 tasks, 2.0 tasks/s",
                        "out of luck",
                        "train  20% 2/10 tasks, 2.0 tasks/s",
                        "evaluation/vanilla  20% 4/20 tasks, 2.0 tasks/s");
    }

    /** A new bar is drawn a little later, on a line of its own; people take longer than that. */
    private void begin(StageBars bars, ProgressLine line) throws InterruptedException {
        long lines = lines();
        bars.show(line);
        while (lines() == lines) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private long lines() {
        return error.said().chars().filter(character -> character == '\n').count();
    }

    private static ProgressLine line(String stage, long done, long total) {
        return new ProgressLine(stage, done, total, "tasks", Optional.empty(), List.of("2.0 tasks/s"));
    }

    /** The lines as a terminal shows them that moves its cursor as it is told. */
    private List<String> screen() {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        Matcher piece = Pattern.compile("\u001b\\[([0-9]+)([AB])|(\r)|(\n)|(.)").matcher(error.said());
        while (piece.find()) {
            if (piece.group(2) != null) {
                row += (piece.group(2).equals("A") ? -1 : 1) * Integer.parseInt(piece.group(1));
            } else if (piece.group(3) != null) {
                column = 0;
            } else if (piece.group(4) != null) {
                row++;
                column = 0;
            } else {
                put(lines, row, column++, piece.group(5));
            }
            if (row == lines.size()) {
                lines.add(new StringBuilder());
            }
        }
        return lines.stream()
                .map(line -> line.toString().stripTrailing())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static void put(List<StringBuilder> lines, int row, int column, String character) {
        StringBuilder line = lines.get(row);
        if (column == line.length()) {
            line.append(character);
        } else {
            line.replace(column, column + 1, character);
        }
    }
}
