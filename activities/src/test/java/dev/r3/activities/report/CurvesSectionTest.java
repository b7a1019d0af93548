package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.training.StepMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvesSectionTest {
    private static final String WHY = "Curves of at most 30 steps have none";

    @ParameterizedTest
    @CsvSource({"2, false", "30, false", "31, true", "400, true"})
    void aMeanHasABandWhereThereAreStepsEnough(int steps, boolean band) {
        Curve reward = Curve.of("reward", metrics(steps));
        assertThat(bands(reward)).isEqualTo(band ? 1 : 0);
        assertThat(CurveChart.isWithoutBand(reward)).isNotEqualTo(band);
    }

    @Test
    void aShareHasOneAnyway() {
        Curve share = Curve.ofShare("reward", metrics(3), 100);
        assertThat(bands(share)).isEqualTo(1);
        assertThat(CurveChart.isWithoutBand(share)).isFalse();
    }

    @Test
    void thePageSaysWhyThereIsNone() {
        assertThat(markup(Curve.of("reward", metrics(30)))).contains(WHY);
        assertThat(markup(Curve.of("reward", metrics(31)))).doesNotContain(WHY);
        assertThat(markup(Curve.ofShare("reward", metrics(30), 100))).doesNotContain(WHY);
    }

    private static long bands(Curve curve) {
        return CurveChart.of("curve", "Curve", curve).marks().stream()
                .filter(mark -> mark instanceof Mark.Area)
                .count();
    }

    private static String markup(Curve curve) {
        Figures figures = TasksSectionTest.figures(List.of(curve));
        return new CurvesSection(figures, Charts.of(figures)).markup();
    }

    private static List<StepMetrics> metrics(int steps) {
        return LongStream.rangeClosed(1, steps)
                .mapToObj(step ->
                        new StepMetrics(step, 1_000 * step, new TreeMap<>(Map.of("reward", 0.1 + step % 7 / 10.0))))
                .toList();
    }
}
