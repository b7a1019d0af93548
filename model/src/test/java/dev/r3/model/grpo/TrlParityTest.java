package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.r3.model.checkpoint.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against what TRL's own code computed in fp32. */
class TrlParityTest {
    private static final double LOSS = 1e-5;
    private static final double METRIC = 1e-6;
    private static final List<String> METRICS =
            List.of("kl", "clip_ratio/low_mean", "clip_ratio/high_mean", "clip_ratio/region_mean");

    static Stream<GrpoCase> cases() throws IOException {
        try (GrpoReference reference = GrpoReference.open(Fixtures.folder("grpo"))) {
            return reference.cases().stream();
        }
    }

    static List<Arguments> scalings() {
        return List.of(
                Arguments.of(new GroupScaledAdvantage(), "advantages"),
                Arguments.of(new BatchScaledAdvantage(), "advantages_batch"),
                Arguments.of(new UnscaledAdvantage(), "advantages_none"));
    }

    @Test
    void thereAreAllCases() throws IOException {
        assertThat(cases()).hasSize(64);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void firstLossAndMetrics(GrpoCase expected) throws IOException {
        try (GrpoReference reference = GrpoReference.open(Fixtures.folder("grpo"))) {
            Objective objective = expected.objective(reference.maxCompletionLength());
            List<LossTerms> terms = Steps.terms(objective, List.of(reference.completions(expected)));
            Map<String, Double> found = Steps.metrics(terms).named(objective.surrogate());
            GrpoCase.Step first = expected.steps().get(0);

            assertThat(found.get("loss")).isCloseTo(first.loss(), within(LOSS));
            assertThat(found.containsKey("kl")).isEqualTo(expected.beta() != 0);
            METRICS.stream()
                    .filter(found::containsKey)
                    .forEach(name -> assertThat(found.get(name))
                            .as(name)
                            .isCloseTo(first.metrics().get(name), within(METRIC)));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void onlyLossTokensHaveADerivative(GrpoCase expected) throws IOException {
        try (GrpoReference reference = GrpoReference.open(Fixtures.folder("grpo"))) {
            Objective objective = expected.objective(reference.maxCompletionLength());
            boolean[][] mask = reference.lossMask(expected);
            List<LossTerms> terms = Steps.terms(objective, List.of(reference.completions(expected)));

            for (int row = 0; row < mask.length; row++) {
                double[] byLogProb = terms.get(row).byLogProb();
                for (int token = 0; token < byLogProb.length; token++) {
                    assertThat(mask[row][token] || byLogProb[token] == 0).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scalings")
    void advantages(Advantage advantage, String tensor) throws IOException {
        try (GrpoReference reference = GrpoReference.open(Fixtures.folder("grpo"))) {
            List<RewardGroup> groups = groups(reference.vector("rewards"), reference.groupSize());

            double[] found = advantage.of(groups).stream()
                    .flatMap(List::stream)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .toArray();

            assertThat(found).containsExactly(reference.vector(tensor), within(1e-6));
        }
    }

    private static List<RewardGroup> groups(double[] rewards, int size) {
        List<RewardGroup> groups = new ArrayList<>();
        for (int start = 0; start < rewards.length; start += size) {
            groups.add(new RewardGroup(DoubleStream.of(Arrays.copyOfRange(rewards, start, start + size))
                    .mapToObj(OptionalDouble::of)
                    .toList()));
        }
        return groups;
    }
}
