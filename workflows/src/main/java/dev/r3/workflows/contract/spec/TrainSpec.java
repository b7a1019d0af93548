package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

/** Training by GRPO: the reflection's tokens alone carry the loss. */
public record TrainSpec(
        @Setting(value = "Steps: rollouts, rewards and one update each.", byDefault = "1000")
        int steps,

        @Setting(value = "Failures that a step reflects on.", byDefault = "32")
        int failuresPerStep,

        @Setting(value = "TRL's loss type.", byDefault = "grpo")
        LossChoice loss,

        @Setting(value = "Weight of the KL penalty to the untrained policy; 0 for none.", byDefault = "0.001")
        double beta,

        @Setting(value = "How far the ratio of probabilities may leave 1.", byDefault = "0.2")
        double clip,

        @Setting(value = "What advantages are divided by.", byDefault = "group")
        AdvantageChoice advantage,

        @Setting(value = "The learning rate.", byDefault = "{}")
        LearningRateSpec learningRate,

        @Setting(value = "Tokens, padding included, that go through the model at once.", byDefault = "16384")
        long microBatchTokens,

        @Setting(value = "An anchor of first answers.", byDefault = "{}")
        AnchorSpec anchor,

        @Setting(value = "More rollouts where rewards do not differ.", byDefault = "{}")
        RefillSpec refill,

        @Setting(
                value = "After so many steps all is kept to go on from, and validated if evaluate asks for it.",
                byDefault = "50")
        int stepsPerSnapshot,

        @Setting(
                value = "Snapshots that stay beside the best one, the newest; older ones are removed. 0 keeps all.",
                byDefault = "2")
        int keepSnapshots,

        @Setting(
                value = "Training is over early after so many validations in a row without a gain beyond the 95 %"
                        + " interval of the best one before; 0 does all steps.",
                byDefault = "0")
        int convergedAfter,

        @Setting(value = "So many steps in a row without an effect stop the run.", byDefault = "20")
        int patience,

        @Setting(value = "Largest share of a step's answers that can't be judged.", byDefault = "0.5")
        double mostUnscorable) {
    public TrainSpec {
        Range.requireAtLeast("steps", 1, steps);
        Range.requireAtLeast("failures-per-step", 1, failuresPerStep);
        requireNonNull(loss, "loss is null");
        Range.requireNotNegative("beta", beta);
        Range.requirePositive("clip", clip);
        requireNonNull(advantage, "advantage is null");
        requireNonNull(learningRate, "learningRate is null");
        Range.requireAtLeast("micro-batch-tokens", 1, microBatchTokens);
        requireNonNull(anchor, "anchor is null");
        requireNonNull(refill, "refill is null");
        Range.requireAtLeast("steps-per-snapshot", 1, stepsPerSnapshot);
        // Of a run that began before there was such a key it is 0.
        Range.requireAtLeast("keep-snapshots", 0, keepSnapshots);
        Range.requireAtLeast("converged-after", 0, convergedAfter);
        Range.requireAtLeast("patience", 1, patience);
        Range.requireShare("most-unscorable", mostUnscorable);
    }
}
