package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.StepBudget;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.functioncalling.call.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The README's table of differences: every kind has a line, and its example shows it. */
class BfclTableTest {

    @Test
    void everyKindHasALineWhoseExampleShowsIt() throws IOException {
        List<List<String>> table = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `") && line.contains("| passes |"))
                .map(line -> List.of(line.substring(2).split(" \\| ", -1)))
                .toList();
        assertThat(table)
                .extracting(cells -> cells.get(0).replace("`", ""))
                .containsExactlyInAnyOrderElementsOf(List.of(BfclDifference.values()).stream()
                        .map(Enum::name)
                        .toList());
        for (List<String> cells : table) {
            BfclCase example = example(cells.get(4).replace("`", "").split("; ", -1));
            String policy = cells.get(1).equals("both") ? "bfcl" : cells.get(1);
            Verdict verdict = Rows.verifier(policy).verify(example.task(), Completion.whole(example.completion()));
            boolean passes = verdict instanceof Verdict.Passed;
            assertThat(passes).as(cells.toString()).isEqualTo(cells.get(3).equals("passes"));
            assertThat(example.bfclAccepts())
                    .as(cells.toString())
                    .isEqualTo(cells.get(2).equals("passes"));
            assertThat(BfclDifference.of(example, policy, passes))
                    .hasToString(cells.get(0).replace("`", ""));
        }
    }

    private static BfclCase example(String[] parts) {
        String type = parts[0].replace(", optional", "");
        return new BfclCase(type, !type.equals(parts[0]), value(parts[1]), value(parts[2]), value(parts[3]));
    }

    private static @Nullable JsonNode value(String text) {
        return text.equals("–") || text.equals("left out") ? null : JsonText.parse(text, new StepBudget(1_000));
    }
}
