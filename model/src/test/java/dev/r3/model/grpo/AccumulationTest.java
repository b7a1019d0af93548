package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a step is cut into micro-batches, it is the same step; only bnpo is defined by the cut. */
class AccumulationTest {
    private static final double RELATIVE = 1e-12;
    private static final int LIMIT = 20;

    @Property(tries = 500)
    void theCutDoesNotMatter(
            @ForAll LossType type,
            @ForAll @IntRange(min = 1, max = 9) int completions,
            @ForAll @IntRange(min = 1, max = 9) int microBatch,
            @ForAll long seed) {
        Objective objective = objective(type);
        List<CompletionTokens> step = completions(completions, new Random(seed));

        List<LossTerms> whole = Steps.terms(objective, List.of(step));
        List<LossTerms> cut = Steps.terms(objective, Steps.cut(step, type == LossType.BNPO ? 9 : microBatch));

        for (int completion = 0; completion < completions; completion++) {
            assertThat(cut.get(completion).byLogProb())
                    .containsExactly(whole.get(completion).byLogProb());
        }
        assertSame(metrics(objective, cut), metrics(objective, whole));
    }

    /** Two micro-batches of 1 and 3 loss tokens with token losses -1 and -2. */
    @ParameterizedTest
    @CsvSource({
        "grpo,    -1.5",
        "bnpo,    -1.5",
        "dr_grpo, -0.175",
        "dapo,    -1.75",
        "cispo,   1.75",
    })
    void normalisers(String type, double expected) {
        Objective objective = new Objective(
                LossType.of(type).normalisation(LIMIT),
                new TokenRatio(),
                LossType.of(type).surrogate(0.2, 5),
                Optional.empty());

        double loss = Steps.loss(objective, List.of(List.of(completion(1, 1)), List.of(completion(3, 2))));

        assertThat(loss).isCloseTo(expected, within(RELATIVE));
    }

    @Test
    void bnpoDependsOnTheCut() {
        Objective objective = objective(LossType.BNPO);
        List<CompletionTokens> step = List.of(completion(1, 1), completion(3, 2));

        assertThat(Steps.loss(objective, Steps.cut(step, 1))).isCloseTo(-1.5, within(RELATIVE));
        assertThat(Steps.loss(objective, List.of(step))).isCloseTo(-1.75, within(RELATIVE));
    }

    @ParameterizedTest
    @CsvSource({"grpo", "bnpo", "dr_grpo", "dapo", "cispo"})
    void aStepWithoutALossTokenHasNoLoss(String type) {
        List<LossTerms> terms = Steps.terms(
                objective(LossType.of(type)),
                List.of(List.of(CompletionTokens.of(new double[] {-1}, new double[] {-1}, new boolean[] {false}, 1)
                        .withReference(new double[] {-1}))));

        assertThat(terms.get(0).loss()).isZero();
        assertThat(terms.get(0).byLogProb()).containsExactly(0);
        assertThat(Steps.metrics(terms).named(new ClippedRatio(0.2, 0.2))).containsOnlyKeys("loss");
    }

    private static SortedMap<String, Double> metrics(Objective objective, List<LossTerms> terms) {
        return Steps.metrics(terms).named(objective.surrogate());
    }

    private static void assertSame(SortedMap<String, Double> found, SortedMap<String, Double> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, value) ->
                assertThat(found.get(name)).as(name).isCloseTo(value, within(RELATIVE * (1 + Math.abs(value)))));
    }

    private static Objective objective(LossType type) {
        return new Objective(
                type.normalisation(LIMIT),
                new TokenRatio(),
                type.surrogate(0.2, 1.2),
                type == LossType.BNPO ? Optional.empty() : Optional.of(new RatioCorrectedKl(0.04)));
    }

    /** On-policy, all log-probs -1, all tokens in the loss. */
    private static CompletionTokens completion(int length, double advantage) {
        double[] logProbs = new double[length];
        boolean[] mask = new boolean[length];
        Arrays.fill(logProbs, -1);
        Arrays.fill(mask, true);
        return CompletionTokens.of(logProbs, logProbs, mask, advantage);
    }

    private static List<CompletionTokens> completions(int count, Random random) {
        List<CompletionTokens> completions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int length = 1 + random.nextInt(LIMIT);
            double[] policy = new double[length];
            double[] old = new double[length];
            boolean[] mask = new boolean[length];
            for (int token = 0; token < length; token++) {
                policy[token] = -3 * random.nextDouble();
                old[token] = policy[token] + 0.3 * random.nextGaussian();
                mask[token] = random.nextBoolean();
            }
            completions.add(CompletionTokens.of(policy, old, mask, random.nextGaussian())
                    .withReference(old));
        }
        return completions;
    }
}
