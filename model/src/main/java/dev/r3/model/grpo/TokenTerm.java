package dev.r3.model.grpo;

/**
 * A term of one token's loss and its partial derivatives.
 *
 * @param value of the term
 * @param byLogRatio derivative by the log of the importance ratio
 * @param byLogProb derivative by the policy's log-prob where it stands outside the ratio
 */
record TokenTerm(double value, double byLogRatio, double byLogProb) {
    TokenTerm plus(TokenTerm other) {
        return new TokenTerm(value + other.value, byLogRatio + other.byLogRatio, byLogProb + other.byLogProb);
    }

    TokenTerm times(double factor) {
        return new TokenTerm(value * factor, byLogRatio * factor, byLogProb * factor);
    }
}
