package dev.r3.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.StrictJson;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against scipy and statsmodels, by {@code make_statistics.py}; the difference's interval also by its coverage. */
class StatisticsTest {
    private static final JsonNode REFERENCE =
            StrictJson.read(Fixtures.folder("statistics").resolve("statistics.json"));

    private static Stream<JsonNode> cases(String name) {
        return StreamSupport.stream(REFERENCE.path(name).spliterator(), false);
    }

    static Stream<JsonNode> shares() {
        return cases("wilson");
    }

    static Stream<JsonNode> pairs() {
        return cases("paired");
    }

    static Stream<JsonNode> differences() {
        return cases("differences");
    }

    static Stream<JsonNode> samples() {
        return cases("pass_at_k");
    }

    @ParameterizedTest
    @MethodSource("shares")
    void wilson(JsonNode share) {
        Interval interval =
                new Proportion(share.path("count").asLong(), share.path("total").asLong()).wilson();
        assertThat(interval.low()).isCloseTo(share.path("low").asDouble(), within(1e-12));
        assertThat(interval.high()).isCloseTo(share.path("high").asDouble(), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void mcNemar(JsonNode pair) {
        McNemar test = new McNemar(
                pair.path("only_first").asLong(), pair.path("only_second").asLong());
        double twoSided = pair.path("two_sided").asDouble();
        double oneSided = pair.path("second_is_no_better").asDouble();
        assertThat(test.exact()).isCloseTo(twoSided, within(twoSided * 1e-9));
        assertThat(test.secondIsNoBetter()).isCloseTo(oneSided, within(oneSided * 1e-9));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void pairedDifference(JsonNode pair) {
        Interval interval = new PairedDifference(
                        pair.path("both").asLong(),
                        pair.path("only_first").asLong(),
                        pair.path("only_second").asLong(),
                        pair.path("neither").asLong())
                .newcombe();
        assertThat(interval.low()).isCloseTo(pair.path("low").asDouble(), within(1e-12));
        assertThat(interval.high()).isCloseTo(pair.path("high").asDouble(), within(1e-12));
    }

    /** 20,000 experiments of 200 tasks, of which the models differ in some: 95 % of the intervals hold the truth. */
    @Test
    void theDifferencesIntervalHoldsTheTruthAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(5);
        double onlyFirst = 0.03;
        double onlySecond = 0.08;
        int held = 0;
        int experiments = 20_000;
        for (int experiment = 0; experiment < experiments; experiment++) {
            int first = 0;
            int second = 0;
            int both = 0;
            for (int task = 0; task < 200; task++) {
                double draw = random.nextDouble();
                first += draw < onlyFirst ? 1 : 0;
                second += draw >= onlyFirst && draw < onlyFirst + onlySecond ? 1 : 0;
                both += draw >= 0.7 ? 1 : 0;
            }
            Interval interval = new PairedDifference(both, first, second, 200 - both - first - second).newcombe();
            double truth = onlyFirst - onlySecond;
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat((double) held / experiments).isBetween(0.945, 0.96);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void passAtK(JsonNode sample) {
        PassAtK task = new PassAtK(
                sample.path("passed").asInt(), sample.path("samples").asInt());
        assertThat(task.unbiased(sample.path("k").asInt()))
                .isCloseTo(sample.path("value").asDouble(), within(1e-12));
        assertThat(task.average()).isEqualTo((double) task.passed() / task.samples());
    }

    @Test
    void extremesStayNumbers() {
        assertThat(new McNemar(0, 100_000).exact()).isZero();
        assertThat(new McNemar(50_000, 50_000).exact()).isEqualTo(1);
        assertThat(new McNemar(100_000, 0).secondIsNoBetter()).isCloseTo(1, within(1e-9));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new Proportion(3, 2)).hasMessage("3 of 2");
        assertThatThrownBy(() -> new Proportion(0, 0)).hasMessage("0 of 0");
        assertThatThrownBy(() -> new McNemar(-1, 2)).hasMessage("-1 against 2");
        assertThatThrownBy(() -> new PassAtK(3, 2)).hasMessage("3 of 2");
        assertThatThrownBy(() -> new PassAtK(1, 2).unbiased(3)).hasMessage("pass@3 of 2 samples");
    }
}
