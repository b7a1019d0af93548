package dev.r3.model.grpo;

/**
 * k3 times the importance ratio, which makes the estimate unbiased for tokens that an older policy drew (TRL 3103–3105,
 * {@code use_bias_correction_kl}, its default). The ratio is neither clipped nor detached: gradient goes through it.
 */
public record RatioCorrectedKl(double beta) implements KlPenalty {
    public RatioCorrectedKl {
        KlPenalty.requireBeta(beta);
    }

    @Override
    public TokenTerm estimate(double ratio, double referenceLogRatio) {
        double growth = Math.expm1(referenceLogRatio);
        double corrected = ratio * (growth - referenceLogRatio);
        return new TokenTerm(corrected, corrected, -ratio * growth);
    }
}
