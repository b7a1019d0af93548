package dev.r3.model.grpo;

/**
 * How far the trainer's log-probs are from those that the rollout drew tokens with, in nats over loss tokens.
 *
 * @param largest NaN if any difference is
 */
public record LogProbDifference(MeanSum absolute, double largest) {
    public static final LogProbDifference NONE = new LogProbDifference(MeanSum.NONE, 0);

    /**
     * Compares one completion.
     *
     * @param trainer log-probs before the first update
     * @param rollout log-probs when the tokens were drawn
     * @param lossMask which tokens count
     */
    public static LogProbDifference of(double[] trainer, double[] rollout, boolean[] lossMask) {
        if (trainer.length != rollout.length || trainer.length != lossMask.length) {
            throw new IllegalArgumentException("%d log-probs of the trainer, %d of the rollout and %d flags"
                    .formatted(trainer.length, rollout.length, lossMask.length));
        }
        LogProbDifference all = NONE;
        for (int token = 0; token < trainer.length; token++) {
            if (lossMask[token]) {
                double difference = Math.abs(trainer[token] - rollout[token]);
                all = all.plus(new LogProbDifference(MeanSum.of(difference), difference));
            }
        }
        return all;
    }

    /** Over the tokens of both. */
    public LogProbDifference plus(LogProbDifference other) {
        return new LogProbDifference(absolute.plus(other.absolute), Math.max(largest, other.largest));
    }
}
