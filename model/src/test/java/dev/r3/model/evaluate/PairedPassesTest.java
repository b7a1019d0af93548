package dev.r3.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.StrictJson;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against scipy, by {@code make_sampled.py}; the interval also by its coverage. */
class PairedPassesTest {
    private static final JsonNode REFERENCE =
            StrictJson.read(Fixtures.folder("statistics").resolve("sampled.json"));

    static Stream<JsonNode> pairs() {
        return cases("pairs");
    }

    static Stream<JsonNode> quantiles() {
        return cases("student_t");
    }

    private static Stream<JsonNode> cases(String name) {
        return StreamSupport.stream(REFERENCE.path(name).spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void differsAsScipySays(JsonNode reference) {
        PairedPasses.Count count =
                new PairedPasses.Count(reference.path("samples").asInt());
        for (int task = 0; task < reference.path("first").size(); task++) {
            count.add(
                    reference.path("first").path(task).asInt(),
                    reference.path("second").path(task).asInt());
        }
        PairedPasses passes = count.finish();
        assertThat(passes.total()).isEqualTo(reference.path("first").size());
        assertThat(passes.difference()).isCloseTo(reference.path("difference").asDouble(), within(1e-12));
        double low = reference.path("low").asDouble();
        double high = reference.path("high").asDouble();
        // Without variance scipy gives an interval of no length.
        assertThat(passes.interval().isPresent()).isEqualTo(low < high);
        passes.interval().ifPresent(interval -> {
            assertThat(interval.low()).isCloseTo(low, within(1e-9));
            assertThat(interval.high()).isCloseTo(high, within(1e-9));
        });
    }

    @ParameterizedTest
    @MethodSource("quantiles")
    void quantilesAreScipys(JsonNode reference) {
        double value = reference.path("value").asDouble();
        assertThat(new StudentT(reference.path("degrees").asLong()).reach(0.95))
                .isCloseTo(value, within(value * 1e-11));
    }

    @Test
    void turnsRoundWithTheModels() {
        PairedPasses.Count one = new PairedPasses.Count(4);
        PairedPasses.Count other = new PairedPasses.Count(4);
        for (int task = 0; task < 9; task++) {
            one.add(task % 5, task % 3);
            other.add(task % 3, task % 5);
        }
        assertThat(one.finish().difference()).isEqualTo(-other.finish().difference());
        assertThat(one.finish().interval().orElseThrow().low())
                .isCloseTo(-other.finish().interval().orElseThrow().high(), within(1e-12));
    }

    /** 4,000 comparisons on 100 tasks of two models that find the same ones hard, each sampled eight times. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(13);
        double gain = 0.04;
        int held = 0;
        double width = 0;
        int comparisons = 4_000;
        for (int comparison = 0; comparison < comparisons; comparison++) {
            PairedPasses.Count count = new PairedPasses.Count(8);
            for (int task = 0; task < 100; task++) {
                double chance = 0.9 * random.nextDouble();
                count.add(passed(random, chance + gain), passed(random, chance));
            }
            Interval interval = count.finish().interval().orElseThrow();
            held += interval.low() <= gain && gain <= interval.high() ? 1 : 0;
            width += (interval.high() - interval.low()) / comparisons;
        }
        assertThat((double) held / comparisons).isBetween(0.935, 0.965);
        // Each arm's own interval is 0.11 wide: tasks differ more than models do.
        assertThat(width).isBetween(0.05, 0.09);
    }

    private static int passed(SplittableRandom random, double chance) {
        return (int) IntStream.range(0, 8)
                .filter(sample -> random.nextDouble() < chance)
                .count();
    }

    @Test
    void oneTaskShowsNoVariance() {
        PairedPasses.Count count = new PairedPasses.Count(2);
        count.add(2, 1);
        assertThat(count.finish().difference()).isEqualTo(0.5);
        assertThat(count.finish().interval()).isEmpty();
    }

    @Test
    void noneIsShownWhereAllTasksDifferAlike() {
        assertThat(new PairedPasses(List.of(0L, 0L, 9L, 0L, 0L)).interval())
                .as("both alike")
                .isEmpty();
        assertThat(new PairedPasses(List.of(0L, 0L, 0L, 9L, 0L)).interval())
                .as("one better by a half on each")
                .isEmpty();
        Interval interval =
                new PairedPasses(List.of(0L, 0L, 8L, 1L, 0L)).interval().orElseThrow();
        assertThat(interval.low()).isLessThan(0);
        assertThat(interval.high()).isGreaterThan(1.0 / 18);
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new PairedPasses.Count(2).add(1, 3)).hasMessage("3 of 2");
        assertThatThrownBy(() -> new PairedPasses.Count(1).finish())
                .hasMessage("numbers of tasks by their differences: [0, 0, 0]");
        assertThatThrownBy(() -> new PairedPasses(List.of(1L, 1L)))
                .hasMessage("numbers of tasks by their differences: [1, 1]");
        assertThatThrownBy(() -> new StudentT(0)).hasMessage("0 degrees of freedom");
    }
}
