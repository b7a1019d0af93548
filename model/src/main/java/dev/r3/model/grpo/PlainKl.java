package dev.r3.model.grpo;

/** k3 = e^d − d − 1 with d = log(reference / policy) (arXiv 2402.03300, equation 4). */
public record PlainKl(double beta) implements KlPenalty {
    public PlainKl {
        KlPenalty.requireBeta(beta);
    }

    @Override
    public TokenTerm estimate(double ratio, double referenceLogRatio) {
        // expm1 keeps the digits that e^d − 1 loses where the policy has hardly left the reference.
        double growth = Math.expm1(referenceLogRatio);
        return new TokenTerm(growth - referenceLogRatio, 0, -growth);
    }
}
