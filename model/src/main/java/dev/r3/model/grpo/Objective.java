package dev.r3.model.grpo;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A loss: Σ over loss tokens of weight · (surrogate + beta · KL estimate).
 *
 * @param kl none for beta 0
 */
public record Objective(
        Normalisation normalisation, RatioLevel ratioLevel, Surrogate surrogate, Optional<KlPenalty> kl) {
    public Objective {
        requireNonNull(normalisation, "normalisation is null");
        requireNonNull(ratioLevel, "ratio level is null");
        requireNonNull(surrogate, "surrogate is null");
        requireNonNull(kl, "kl is null");
    }

    /**
     * What a completion adds to the step's loss, with the derivatives.
     *
     * <p>A log-prob that isn't finite makes a loss that isn't finite, which the gate of the trainer stops at.
     *
     * @param step all of the optimiser step
     * @param microBatch the micro-batch that the completion is in
     * @throws IllegalArgumentException if there is a KL penalty, but the completion lacks the reference's log-probs
     */
    public LossTerms terms(CompletionTokens completion, StepSize step, MicroBatchSize microBatch) {
        int n = completion.lossTokens();
        double weight = normalisation.tokenWeight(step, microBatch, n);
        double[] ratios = ratioLevel.ratios(completion.logRatios());
        double[] klEstimates = new double[n];
        TokenTerm[] terms = new TokenTerm[n];
        for (int token = 0; token < n; token++) {
            terms[token] = surrogate.term(
                    ratios[ratioLevel.ratioOf(token)], completion.policyLogProb(token), completion.advantage());
        }
        kl.ifPresent(penalty -> addKl(penalty, completion, ratios, terms, klEstimates));
        double loss = 0;
        for (TokenTerm term : terms) {
            loss += weight * term.value();
        }
        return new LossTerms(
                loss,
                byLogProb(completion, terms, weight),
                kl.isPresent() ? MeanSum.of(klEstimates) : MeanSum.NONE,
                ClipCounts.of(surrogate, ratios, completion.advantage()));
    }

    private void addKl(
            KlPenalty penalty, CompletionTokens completion, double[] ratios, TokenTerm[] terms, double[] estimates) {
        double[] referenceLogRatios = completion.referenceLogRatios();
        for (int token = 0; token < terms.length; token++) {
            TokenTerm estimate = penalty.estimate(ratios[ratioLevel.ratioOf(token)], referenceLogRatios[token]);
            estimates[token] = estimate.value();
            terms[token] = terms[token].plus(estimate.times(penalty.beta()));
        }
    }

    /** The chain rule, spread over the whole completion: 0 where no loss is. */
    private double[] byLogProb(CompletionTokens completion, TokenTerm[] terms, double weight) {
        double[] byLogRatio = new double[terms.length];
        for (int token = 0; token < terms.length; token++) {
            byLogRatio[token] = terms[token].byLogRatio();
        }
        double[] throughRatio = ratioLevel.byLogProb(byLogRatio);
        double[] byLogProb = new double[completion.length()]; // [T]
        for (int token = 0; token < terms.length; token++) {
            byLogProb[completion.position(token)] = weight * (throughRatio[token] + terms[token].byLogProb());
        }
        return byLogProb;
    }
}
