package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variant, in several micro-batches, against torch's autograd in float64: make_grpo_terms.py. */
class AutogradParityTest {
    private static final double RELATIVE = 1e-9;
    private static final JsonNode ROOT =
            StrictJson.read(Fixtures.folder("grpo-terms").resolve("grpo_terms.json"));

    static Stream<Arguments> cases() {
        return StreamSupport.stream(ROOT.path("cases").spliterator(), false)
                .map(json -> Arguments.of(name(json), json));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void lossDerivativesAndMetrics(String name, JsonNode expected) {
        List<LossTerms> terms = Steps.terms(
                objective(expected),
                Steps.cut(completions(), ROOT.path("micro_batch").intValue()));
        StepMetrics metrics = Steps.metrics(terms);

        assertClose(metrics.loss(), expected.path("loss"));
        for (int row = 0; row < terms.size(); row++) {
            double[] byLogProb = terms.get(row).byLogProb();
            for (int token = 0; token < byLogProb.length; token++) {
                assertClose(byLogProb[token], expected.path("gradient").get(row).get(token));
            }
        }
        JsonNode sums = expected.path("metrics");
        assertClose(metrics.kl().sum(), sums.path("kl_sum"));
        assertThat(metrics.kl().count()).isEqualTo(sums.path("kl_count").longValue());
        assertThat(metrics.clips())
                .isEqualTo(new ClipCounts(
                        sums.path("ratios").longValue(),
                        sums.path("low").longValue(),
                        sums.path("high").longValue()));
    }

    private static void assertClose(double found, JsonNode expected) {
        double value = expected.doubleValue();
        assertThat(found).isCloseTo(value, within(RELATIVE * Math.abs(value)));
    }

    private static Objective objective(JsonNode json) {
        LossType type = LossType.of(json.path("loss_type").textValue());
        double beta = json.path("beta").doubleValue();
        Optional<KlPenalty> kl = Optional.of(beta)
                .filter(weight -> weight > 0)
                .map(weight -> json.path("ratio_corrected").booleanValue()
                        ? new RatioCorrectedKl(weight)
                        : new PlainKl(weight));
        return new Objective(
                type.normalisation(ROOT.path("max_completion_length").intValue()),
                json.path("level").textValue().equals("token") ? new TokenRatio() : new SequenceRatio(),
                type.surrogate(json.path("low").doubleValue(), json.path("high").doubleValue()),
                kl);
    }

    private static List<CompletionTokens> completions() {
        List<CompletionTokens> completions = new ArrayList<>();
        for (int row = 0; row < ROOT.path("policy").size(); row++) {
            double[] flags = numbers("mask", row);
            boolean[] mask = new boolean[flags.length];
            IntStream.range(0, flags.length).forEach(token -> mask[token] = flags[token] == 1);
            completions.add(CompletionTokens.of(
                            numbers("policy", row),
                            numbers("old", row),
                            mask,
                            ROOT.path("advantages").get(row).doubleValue())
                    .withReference(numbers("reference", row)));
        }
        return completions;
    }

    private static double[] numbers(String name, int row) {
        return StreamSupport.stream(ROOT.path(name).get(row).spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static String name(JsonNode json) {
        return Stream.of("loss_type", "level", "beta", "ratio_corrected")
                .map(key -> json.path(key).asText())
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
    }
}
