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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against numpy and statsmodels, by {@code make_sampled.py}; the interval also by its coverage. */
class SampledPassesTest {

    static Stream<JsonNode> cases() {
        JsonNode reference = StrictJson.read(Fixtures.folder("statistics").resolve("sampled.json"));
        return StreamSupport.stream(reference.path("cases").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passAtK(JsonNode reference) {
        SampledPasses passes = SampledPasses.of(
                reference.path("samples").asInt(),
                StreamSupport.stream(reference.path("passed").spliterator(), false)
                        .mapToInt(JsonNode::asInt));
        assertThat(passes.total()).isEqualTo(reference.path("passed").size());
        assertEqual(passes.average(), reference.path("average"));
        assertThat(passes.passAt(1).mean()).isCloseTo(passes.average().mean(), within(1e-12));
        assertThat(passes.shown())
                .isEqualTo(StreamSupport.stream(reference.path("pass_at_k").spliterator(), false)
                        .map(estimate -> estimate.path("k").asInt())
                        .toList());
        reference
                .path("pass_at_k")
                .forEach(
                        estimate -> assertEqual(passes.passAt(estimate.path("k").asInt()), estimate));
    }

    private static void assertEqual(TaskMean found, JsonNode reference) {
        assertThat(found.mean()).isCloseTo(reference.path("mean").asDouble(), within(1e-12));
        assertThat(found.interval().low()).isCloseTo(reference.path("low").asDouble(), within(1e-9));
        assertThat(found.interval().high()).isCloseTo(reference.path("high").asDouble(), within(1e-9));
    }

    @Test
    void ofTasksThatPassOrFailItIsWilsons() {
        SampledPasses once = SampledPasses.of(1, IntStream.range(0, 30).map(task -> task % 3 == 0 ? 1 : 0));
        Interval wilson = new Proportion(10, 30).wilson();
        assertThat(once.average().interval().low()).isCloseTo(wilson.low(), within(1e-12));
        assertThat(once.average().interval().high()).isCloseTo(wilson.high(), within(1e-12));
    }

    /** 4,000 evaluations of 150 tasks whose chances differ, each sampled eight times. */
    @ParameterizedTest
    @CsvSource({"1", "4", "8"})
    void theIntervalHoldsTheTruthAsOftenAsItSays(int k) {
        SplittableRandom random = new SplittableRandom(11);
        int samples = 8;
        double truth = 0;
        for (int u = 0; u < 100_000; u++) {
            truth += (1 - Math.pow(1 - chance((u + 0.5) / 100_000), k)) / 100_000;
        }
        int held = 0;
        int evaluations = 4_000;
        for (int evaluation = 0; evaluation < evaluations; evaluation++) {
            SampledPasses passes =
                    SampledPasses.of(samples, IntStream.range(0, 150).map(task -> {
                        double chance = chance(random.nextDouble());
                        return (int) IntStream.range(0, samples)
                                .filter(sample -> random.nextDouble() < chance)
                                .count();
                    }));
            Interval interval = passes.passAt(k).interval();
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat((double) held / evaluations).isBetween(0.935, 0.965);
    }

    /** Of a task, by its place among all: many are hard, some easy. */
    private static double chance(double place) {
        return place * place * place;
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> SampledPasses.of(2, IntStream.of(1, 3))).hasMessage("3 of 2");
        assertThatThrownBy(() -> SampledPasses.of(2, IntStream.empty()))
                .hasMessage("numbers of tasks by their passes: [0, 0, 0]");
        assertThatThrownBy(() -> new SampledPasses(List.of(1L, -1L)))
                .hasMessage("numbers of tasks by their passes: [1, -1]");
    }
}
