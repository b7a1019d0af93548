package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.r3.model.check.GrpoCase;
import dev.r3.model.check.GrpoReference;
import dev.r3.model.check.GrpoSample;
import dev.r3.model.check.GrpoStep;
import dev.r3.model.checkpoint.Fixtures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
            List<LossTerms> terms = Steps.terms(objective, List.of(completions(reference, expected)));
            Map<String, Double> found = Steps.metrics(terms).named(objective.surrogate());
            GrpoStep first = expected.steps().get(0);

            assertThat(found.get("loss")).isCloseTo(first.loss(), within(LOSS));
            assertThat(found.containsKey("kl")).isEqualTo(expected.kl().isPresent());
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
            List<GrpoSample> samples = reference.samples();
            List<LossTerms> terms = Steps.terms(objective, List.of(completions(reference, expected)));

            for (int row = 0; row < samples.size(); row++) {
                boolean[] mask = samples.get(row).lossMask(expected.mask());
                double[] byLogProb = terms.get(row).byLogProb();
                for (int token = 0; token < byLogProb.length; token++) {
                    assertThat(mask[token] || byLogProb[token] == 0).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scalings")
    void advantages(Advantage advantage, String tensor) throws IOException {
        try (GrpoReference reference = GrpoReference.open(Fixtures.folder("grpo"))) {
            assertThat(advantages(reference, advantage)).containsExactly(reference.vector(tensor), within(1e-6));
        }
    }

    /** At the first step, by TRL's own log-probs. */
    private static List<CompletionTokens> completions(GrpoReference reference, GrpoCase expected) {
        List<GrpoSample> samples = reference.samples();
        double[] advantages = advantages(reference, expected.policy().scaling().advantage());
        List<CompletionTokens> completions = new ArrayList<>();
        for (int row = 0; row < samples.size(); row++) {
            completions.add(
                    expected.completion(samples.get(row), samples.get(row).policy(), advantages[row]));
        }
        return completions;
    }

    private static double[] advantages(GrpoReference reference, Advantage advantage) {
        return advantage.of(reference.rewards()).stream()
                .flatMap(List::stream)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
    }
}
