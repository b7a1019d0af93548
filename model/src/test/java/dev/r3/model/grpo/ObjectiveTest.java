package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveTest {
    private static final Objective WITH_KL = new Objective(
            new StepTokenMean(), new TokenRatio(), new ClippedRatio(0.2, 0.2), Optional.of(new PlainKl(0.04)));

    @Test
    void onPolicyTheDerivativeIsTheAdvantageOverTheNormaliser() {
        Objective objective =
                new Objective(new StepTokenMean(), new TokenRatio(), new ClippedRatio(0.2, 0.2), Optional.empty());
        double[] logProbs = {-1, -2, -3};
        CompletionTokens completion = CompletionTokens.of(logProbs, logProbs, new boolean[] {true, false, true}, 0.5);

        LossTerms terms = Steps.terms(objective, List.of(List.of(completion))).get(0);

        assertThat(terms.byLogProb()).containsExactly(-0.25, 0, -0.25);
        assertThat(terms.loss()).isEqualTo(-0.5);
    }

    /** At the reference the penalty is flat, and near it no digit is lost. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, -1e-6, 1e-3})
    void klNearTheReference(double distance) {
        TokenTerm term = new PlainKl(1).estimate(1, distance);

        double expected = distance * distance / 2 * (1 + distance / 3 * (1 + distance / 4));
        assertThat(term.value()).isGreaterThanOrEqualTo(0);
        assertThat(Math.abs(term.value() - expected)).isLessThanOrEqualTo(1e-12 * Math.abs(distance));
        assertThat(term.byLogProb()).isEqualTo(-Math.expm1(distance));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
    void aLogProbThatIsNotFiniteShowsInTheLoss(double logProb) {
        CompletionTokens completion = completion(logProb, true).withReference(new double[] {-1, -1});

        LossTerms terms = Steps.terms(WITH_KL, List.of(List.of(completion))).get(0);

        assertThat(terms.loss()).isNotFinite();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY})
    void whatCarriesNoLossIsNotRead(double logProb) {
        CompletionTokens completion = completion(logProb, false).withReference(new double[] {-1, -1});

        LossTerms terms = Steps.terms(WITH_KL, List.of(List.of(completion))).get(0);

        assertThat(terms.loss()).isFinite();
        assertThat(terms.byLogProb()[1]).isZero();
    }

    @Test
    void aKlPenaltyNeedsAReference() {
        assertThatThrownBy(() -> Steps.terms(WITH_KL, List.of(List.of(completion(-1, true)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a KL penalty needs the reference's log-probs");
    }

    @Test
    void refusesUnequalLengths() {
        double[] two = {-1, -1};
        double[] one = {-1};
        boolean[] mask = {true, true};
        assertThatThrownBy(() -> CompletionTokens.of(two, one, mask, 1))
                .hasMessage("2 policy log-probs, but 1 old log-probs");
        assertThatThrownBy(() -> CompletionTokens.of(one, one, mask, 1))
                .hasMessage("1 policy log-probs, but 2 flags in the loss mask");
        assertThatThrownBy(() -> CompletionTokens.of(two, two, mask, 1).withReference(one))
                .hasMessage("2 policy log-probs, but 1 reference log-probs");
        assertThatThrownBy(() -> CompletionTokens.of(two, two, mask, Double.NaN))
                .hasMessage("an advantage must be finite, not NaN");
    }

    @ParameterizedTest
    @CsvSource({"0,0,1", "1,-1,1", "1,0,0"})
    void refusesAStepOfNothing(long completions, long lossTokens, int microBatches) {
        assertThatThrownBy(() -> new StepSize(completions, lossTokens, microBatches))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(LossType.class)
    void lossTypesAreFoundByName(LossType type) {
        assertThat(LossType.of(type.id())).isEqualTo(type);
    }

    @Test
    void anUnknownLossTypeIsRefusedByName() {
        assertThatThrownBy(() -> LossType.of("ppo"))
                .hasMessage("loss type must be one of grpo, bnpo, dr_grpo, dapo, cispo, not ppo");
    }

    private static CompletionTokens completion(double second, boolean inLoss) {
        return CompletionTokens.of(new double[] {-1, second}, new double[] {-1, -1}, new boolean[] {true, inLoss}, 1);
    }
}
