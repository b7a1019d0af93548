package dev.r3.model.grpo;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums from which a step's metrics come: those of its micro-batches, and of its rewards, add up to the step's. */
public record StepMetrics(
        double loss,
        MeanSum kl,
        MeanSum entropy,
        ClipCounts clips,
        LogProbDifference logProbDifference,
        CompletionLengths lengths,
        RewardSums rewards) {
    public static final StepMetrics NONE = new StepMetrics(
            0,
            MeanSum.NONE,
            MeanSum.NONE,
            ClipCounts.NONE,
            LogProbDifference.NONE,
            CompletionLengths.NONE,
            RewardSums.NONE);

    public StepMetrics {
        requireNonNull(kl, "kl is null");
        requireNonNull(entropy, "entropy is null");
        requireNonNull(clips, "clips is null");
        requireNonNull(logProbDifference, "log-prob difference is null");
        requireNonNull(lengths, "lengths is null");
        requireNonNull(rewards, "rewards is null");
    }

    public static StepMetrics of(LossTerms terms) {
        return new StepMetrics(
                terms.loss(),
                terms.kl(),
                NONE.entropy,
                terms.clips(),
                NONE.logProbDifference,
                NONE.lengths,
                NONE.rewards);
    }

    public static StepMetrics of(LogProbDifference difference) {
        return new StepMetrics(0, NONE.kl, NONE.entropy, NONE.clips, difference, NONE.lengths, NONE.rewards);
    }

    public static StepMetrics of(CompletionLengths lengths) {
        return new StepMetrics(0, NONE.kl, NONE.entropy, NONE.clips, NONE.logProbDifference, lengths, NONE.rewards);
    }

    public static StepMetrics of(RewardSums rewards) {
        return new StepMetrics(0, NONE.kl, NONE.entropy, NONE.clips, NONE.logProbDifference, NONE.lengths, rewards);
    }

    /**
     * Metrics of a further term of the loss.
     *
     * @param loss its value
     */
    public static StepMetrics ofLoss(double loss) {
        return new StepMetrics(
                loss, NONE.kl, NONE.entropy, NONE.clips, NONE.logProbDifference, NONE.lengths, NONE.rewards);
    }

    /**
     * Metrics of entropies alone.
     *
     * @param entropy of the policy at the loss tokens, nats
     */
    public static StepMetrics ofEntropy(MeanSum entropy) {
        return new StepMetrics(0, NONE.kl, entropy, NONE.clips, NONE.logProbDifference, NONE.lengths, NONE.rewards);
    }

    public StepMetrics plus(StepMetrics other) {
        return new StepMetrics(
                loss + other.loss,
                kl.plus(other.kl),
                entropy.plus(other.entropy),
                clips.plus(other.clips),
                logProbDifference.plus(other.logProbDifference),
                lengths.plus(other.lengths),
                rewards.plus(other.rewards));
    }

    /**
     * The values under TRL's names, of those that are defined: a mean of nothing is left out.
     *
     * @param surrogate of the loss: it names its own clip metrics
     */
    public SortedMap<String, Double> named(Surrogate surrogate) {
        SortedMap<String, Double> named = new TreeMap<>(surrogate.metrics(clips));
        named.put("loss", loss);
        put(named, "kl", kl.mean());
        put(named, "entropy", entropy.mean());
        nameDifference(named);
        nameLengths(named);
        nameRewards(named);
        return Collections.unmodifiableSortedMap(named);
    }

    private void nameDifference(Map<String, Double> named) {
        put(
                named,
                "sampling/sampling_logp_difference/mean",
                logProbDifference.absolute().mean());
        if (logProbDifference.absolute().count() > 0) {
            named.put("sampling/sampling_logp_difference/max", logProbDifference.largest());
        }
    }

    private void nameLengths(Map<String, Double> named) {
        if (lengths.completions() > 0) {
            double completions = lengths.completions();
            named.put("completions/mean_length", lengths.tokens() / completions);
            named.put("completions/min_length", (double) lengths.shortest());
            named.put("completions/max_length", (double) lengths.longest());
            named.put("completions/clipped_ratio", lengths.clipped() / completions);
        }
    }

    private void nameRewards(Map<String, Double> named) {
        if (rewards.rewards().count() > 0) {
            named.put("reward", rewards.rewards().mean());
        }
        put(named, "reward_std", rewards.rewards().standardDeviation());
        if (rewards.samples() > 0) {
            named.put("frac_reward_zero_std", (double) rewards.withoutDeviation() / rewards.samples());
        }
    }

    private static void put(Map<String, Double> named, String name, OptionalDouble value) {
        value.ifPresent(present -> named.put(name, present));
    }
}
