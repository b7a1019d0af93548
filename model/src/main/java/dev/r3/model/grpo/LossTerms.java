package dev.r3.model.grpo;

/** What a completion adds to the step: loss, derivatives and metric sums. */
public final class LossTerms {
    private final double loss;
    private final double[] byLogProb; // [T]
    private final MeanSum kl;
    private final ClipCounts clips;

    LossTerms(double loss, double[] byLogProb, MeanSum kl, ClipCounts clips) {
        this.loss = loss;
        this.byLogProb = byLogProb;
        this.kl = kl;
        this.clips = clips;
    }

    /** Its part of the step's loss: the parts of all completions add up to it. */
    public double loss() {
        return loss;
    }

    /**
     * The derivative of the step's loss by the log-prob of each of the completion's T tokens. Backpropagating Σ derivative
     * · logprob gives the gradient of the loss.
     */
    public double[] byLogProb() {
        return byLogProb.clone();
    }

    /** The KL estimates of its loss tokens; none without a penalty. */
    public MeanSum kl() {
        return kl;
    }

    /** How many of its ratios were clipped. */
    public ClipCounts clips() {
        return clips;
    }
}
