package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The analytic derivatives against central differences of the loss. */
class DerivativeTest {
    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-7;
    private static final double NEAR_A_KINK = 1e-4;
    private static final double LOW = 0.2;
    private static final double HIGH = 0.28;
    private static final double HIGHEST = 1.3;
    private static final StepSize STEP_SIZE = new StepSize(3, 17, 2);
    private static final MicroBatchSize MICRO_BATCH = new MicroBatchSize(2, 11);

    /** Random log-probs of a completion. */
    private static final class Tokens {
        private final double[] policy;
        private final double[] old;
        private final double[] reference;
        private final boolean[] mask;
        private final double advantage;

        Tokens(double[] policy, double[] old, double[] reference, boolean[] mask, double advantage) {
            this.policy = policy;
            this.old = old;
            this.reference = reference;
            this.mask = mask;
            this.advantage = advantage;
        }

        CompletionTokens completion() {
            return CompletionTokens.of(policy, old, mask, advantage).withReference(reference);
        }

        Tokens withPolicyMoved(int token, double by) {
            return new Tokens(moved(policy, token, by), old, reference, mask, advantage);
        }

        /** Moves a log-prob, but leaves every ratio as it is. */
        Tokens withRatiosKept(int token, double by) {
            return new Tokens(moved(policy, token, by), moved(old, token, by), reference, mask, advantage);
        }

        Tokens withoutAdvantage() {
            return new Tokens(policy, old, reference, mask, 0);
        }

        private static double[] moved(double[] values, int token, double by) {
            double[] moved = values.clone();
            moved[token] += by;
            return moved;
        }
    }

    @Provide
    Arbitrary<Tokens> tokens() {
        return Combinators.combine(Arbitraries.integers().between(1, 12), Arbitraries.longs())
                .as((length, seed) -> tokens(length, new Random(seed)));
    }

    @Provide
    Arbitrary<Objective> clipped() {
        return objectives(Arbitraries.of(new ClippedRatio(LOW, HIGH), new ClippedRatio(0.05, 0.05)));
    }

    @Provide
    Arbitrary<Objective> detached() {
        return objectives(Arbitraries.of(new DetachedRatio(HIGHEST), new DetachedRatio(5)));
    }

    @Property(tries = 2000)
    void clippedRatios(@ForAll("clipped") Objective objective, @ForAll("tokens") Tokens tokens) {
        assumeAwayFromKinks(objective, tokens.completion());
        double[] found = terms(objective, tokens).byLogProb();

        for (int token = 0; token < found.length; token++) {
            double forward =
                    terms(objective, tokens.withPolicyMoved(token, STEP)).loss();
            double backward =
                    terms(objective, tokens.withPolicyMoved(token, -STEP)).loss();
            assertClose(found[token], (forward - backward) / (2 * STEP));
        }
    }

    /**
     * The ratio before the log-prob is a constant, so the surrogate is differentiated along moves that keep it; the
     * penalty, whose ratio is none, along moves of the policy with no advantage, where the surrogate is 0.
     */
    @Property(tries = 2000)
    void detachedRatios(@ForAll("detached") Objective objective, @ForAll("tokens") Tokens tokens) {
        Objective surrogateAlone = new Objective(
                objective.normalisation(), objective.ratioLevel(), objective.surrogate(), Optional.empty());
        double[] found = terms(objective, tokens).byLogProb();

        for (int token = 0; token < found.length; token++) {
            double surrogate = terms(surrogateAlone, tokens.withRatiosKept(token, STEP))
                            .loss()
                    - terms(surrogateAlone, tokens.withRatiosKept(token, -STEP)).loss();
            Tokens still = tokens.withoutAdvantage();
            double penalty = terms(objective, still.withPolicyMoved(token, STEP))
                            .loss()
                    - terms(objective, still.withPolicyMoved(token, -STEP)).loss();
            assertClose(found[token], (surrogate + penalty) / (2 * STEP));
        }
    }

    private static LossTerms terms(Objective objective, Tokens tokens) {
        return objective.terms(tokens.completion(), STEP_SIZE, MICRO_BATCH);
    }

    private static void assertClose(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(TOLERANCE * (1 + Math.abs(expected))));
    }

    private static void assumeAwayFromKinks(Objective objective, CompletionTokens completion) {
        if (objective.surrogate() instanceof ClippedRatio clip) {
            double[] ratios = objective.ratioLevel().ratios(completion.logRatios());
            Assume.that(DoubleStream.of(ratios)
                    .allMatch(ratio -> Math.abs(ratio - 1 + clip.low()) > NEAR_A_KINK
                            && Math.abs(ratio - 1 - clip.high()) > NEAR_A_KINK));
        }
    }

    private static Arbitrary<Objective> objectives(Arbitrary<? extends Surrogate> surrogates) {
        Arbitrary<Normalisation> normalisations = Arbitraries.of(
                new SequenceMean(), new MicroBatchTokenMean(), new CompletionLimitMean(14), new StepTokenMean());
        Arbitrary<RatioLevel> levels = Arbitraries.of(new TokenRatio(), new SequenceRatio());
        Arbitrary<Optional<KlPenalty>> kls = Arbitraries.of(
                List.of(Optional.empty(), Optional.of(new PlainKl(0.3)), Optional.of(new RatioCorrectedKl(0.3))));
        return Combinators.combine(normalisations, levels, surrogates, kls).as(Objective::new);
    }

    private static Tokens tokens(int length, Random random) {
        Tokens tokens = new Tokens(
                new double[length],
                new double[length],
                new double[length],
                new boolean[length],
                random.nextInt(5) == 0 ? 0 : 2 * random.nextGaussian());
        for (int token = 0; token < length; token++) {
            tokens.policy[token] = -0.1 - 2 * random.nextDouble();
            tokens.old[token] = tokens.policy[token] + 0.3 * random.nextGaussian();
            tokens.reference[token] = tokens.policy[token] + 0.3 * random.nextGaussian();
            tokens.mask[token] = random.nextInt(4) > 0;
        }
        return tokens;
    }
}
