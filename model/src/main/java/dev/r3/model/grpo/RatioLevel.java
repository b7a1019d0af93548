package dev.r3.model.grpo;

/** Whether each token has its own importance ratio or the completion has one (TRL 3082–3095). n is its loss tokens. */
public sealed interface RatioLevel permits TokenRatio, SequenceRatio {
    /**
     * The importance ratios of a completion.
     *
     * @param logRatios log(policy / old), [n]
     * @return [n], or [1] if the tokens share it
     */
    double[] ratios(double[] logRatios);

    /** Which of the ratios is a loss token's. */
    int ratioOf(int lossToken);

    /**
     * The chain rule through the ratios.
     *
     * @param byLogRatio derivatives of the loss by the log of the ratio as each token uses it, [n]
     * @return derivatives by each token's log-prob, [n]
     */
    double[] byLogProb(double[] byLogRatio);
}
