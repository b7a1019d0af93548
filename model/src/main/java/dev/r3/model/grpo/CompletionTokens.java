package dev.r3.model.grpo;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One completion as the loss sees it: T log-probs of its chosen tokens at the sampling temperature, under the policy,
 * under the policy that counts as old, and perhaps under the reference.
 */
public final class CompletionTokens {
    private final double[] policy; // [T]
    private final double[] old; // [T]
    private final Optional<double[]> reference; // [T]
    private final int[] lossPositions;
    private final double advantage;

    private CompletionTokens(
            double[] policy, double[] old, Optional<double[]> reference, int[] lossPositions, double advantage) {
        this.policy = policy;
        this.old = old;
        this.reference = reference;
        this.lossPositions = lossPositions;
        this.advantage = advantage;
    }

    /**
     * A completion without a reference.
     *
     * @param policy log-probs under the policy
     * @param old log-probs under the policy before the first update; those of the policy itself when on-policy
     * @param lossMask which tokens carry loss
     * @param advantage of the completion; a completion that has none is in no loss
     * @throws IllegalArgumentException for unequal lengths or an advantage that isn't finite
     */
    public static CompletionTokens of(double[] policy, double[] old, boolean[] lossMask, double advantage) {
        requireLength(policy.length, old.length, "old log-probs");
        requireLength(policy.length, lossMask.length, "flags in the loss mask");
        if (!Double.isFinite(advantage)) {
            throw new IllegalArgumentException("an advantage must be finite, not " + advantage);
        }
        int[] positions = IntStream.range(0, lossMask.length)
                .filter(position -> lossMask[position])
                .toArray();
        return new CompletionTokens(policy.clone(), old.clone(), Optional.empty(), positions, advantage);
    }

    /** The same completion with log-probs under the reference. */
    public CompletionTokens withReference(double[] logProbs) {
        requireNonNull(logProbs, "logProbs is null");
        requireLength(policy.length, logProbs.length, "reference log-probs");
        return new CompletionTokens(policy, old, Optional.of(logProbs.clone()), lossPositions, advantage);
    }

    /** T. */
    public int length() {
        return policy.length;
    }

    /** How many tokens carry loss. */
    public int lossTokens() {
        return lossPositions.length;
    }

    double advantage() {
        return advantage;
    }

    /** Where the loss tokens stand. */
    int position(int lossToken) {
        return lossPositions[lossToken];
    }

    double policyLogProb(int lossToken) {
        return policy[lossPositions[lossToken]];
    }

    /** log(policy / old) of each loss token. */
    double[] logRatios() {
        return IntStream.of(lossPositions)
                .mapToDouble(position -> policy[position] - old[position])
                .toArray();
    }

    /** log(reference / policy) of each loss token. */
    double[] referenceLogRatios() {
        double[] logProbs = reference.orElseThrow(
                () -> new IllegalArgumentException("a KL penalty needs the reference's log-probs"));
        return IntStream.of(lossPositions)
                .mapToDouble(position -> logProbs[position] - policy[position])
                .toArray();
    }

    private static void requireLength(int expected, int found, String what) {
        if (expected != found) {
            throw new IllegalArgumentException(expected + " policy log-probs, but " + found + " " + what);
        }
    }
}
