package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.evaluation.SampledGain;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.model.evaluate.PairedPasses;
import dev.r3.model.evaluate.SampledPasses;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampledTableTest {
    private static final SampledPasses PASSES = new SampledPasses(List.of(2L, 1L, 3L));
    private static final PairedPasses EQUAL = new PairedPasses(List.of(0L, 0L, 6L, 0L, 0L));

    /** Of six tasks one passes once more of twice, and one twice: a quarter. */
    private static final PairedPasses MORE = new PairedPasses(List.of(0L, 0L, 4L, 1L, 1L));

    @Test
    void trainedStandsOverItsControlAndOverPlainTraining() {
        SampledTable table = new SampledTable(results(
                gain("trained", "vanilla", EQUAL),
                gain("trained", "trained/no-reflection", EQUAL),
                gain("trained", "task-grpo", MORE),
                gain("task-grpo", "vanilla", EQUAL)));
        JsonNode trained = table.json().get(1);
        assertThat(trained.path("arm").textValue()).isEqualTo("trained");
        assertThat(trained.at("/second_try_gain/gain").asDouble()).isZero();
        assertThat(trained.at("/second_try_gain_over_no_reflection/gain").asDouble())
                .isZero();
        assertThat(trained.path("second_try_gain").has("low")).isFalse();
        assertThat(trained.path("second_try_gain").has("high")).isFalse();
        JsonNode over = trained.path("second_try_gain_over_task_grpo");
        assertThat(over.path("gain").asDouble()).isCloseTo(0.25, within(1e-12));
        assertThat(over.path("low").asDouble())
                .isEqualTo(MORE.interval().orElseThrow().low());
        assertThat(over.path("high").asDouble())
                .isEqualTo(MORE.interval().orElseThrow().high());
        assertThat(table.json().get(2).has("second_try_gain_over_task_grpo")).isFalse();
        assertThat(printed(table))
                .contains(
                        "trained over trained/no-reflection, second try, avg@2: 0.0 points (no interval, as all tasks differ alike)")
                .contains("trained over task-grpo, second try, avg@2: +25.0 points (95 %: ");
    }

    @Test
    void whereThatWasNotSampledNothingIsSaid() {
        SampledTable table = new SampledTable(results(gain("trained", "vanilla", EQUAL)));
        assertThat(table.json().get(1).has("second_try_gain_over_task_grpo")).isFalse();
        assertThat(printed(table)).doesNotContain("over task-grpo");
    }

    private static SampledResults results(SampledGain... gains) {
        return new SampledResults(
                Stream.of("vanilla", "trained", "task-grpo")
                        .map(name -> new SampledArm(name, PASSES, PASSES))
                        .toList(),
                List.of(gains));
    }

    private static SampledGain gain(String arm, String over, PairedPasses second) {
        return new SampledGain(arm, over, EQUAL, second);
    }

    private static String printed(SampledTable table) {
        PrintStream realOut = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            table.print();
        } finally {
            System.setOut(realOut);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
