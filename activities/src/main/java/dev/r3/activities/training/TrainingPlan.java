package dev.r3.activities.training;

import dev.r3.activities.policy.EpisodePlan;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.grpo.Advantage;
import dev.r3.model.grpo.BatchScaledAdvantage;
import dev.r3.model.grpo.GroupScaledAdvantage;
import dev.r3.model.grpo.LossType;
import dev.r3.model.grpo.Objective;
import dev.r3.model.grpo.PlainKl;
import dev.r3.model.grpo.TokenRatio;
import dev.r3.model.grpo.UnscaledAdvantage;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.CosineRate;
import dev.r3.model.optimize.DriftGate;
import dev.r3.model.optimize.LearningRate;
import dev.r3.model.optimize.LinearRate;
import dev.r3.model.optimize.VerdictGate;
import dev.r3.model.optimize.Warmup;
import dev.r3.model.optimize.WarmupShare;
import dev.r3.model.reflect.TurnSettings;
import dev.r3.model.train.AnchorConfig;
import dev.r3.model.train.GrpoConfig;
import dev.r3.model.train.GrpoTrainingConfig;
import dev.r3.model.train.PrefixSharing;
import dev.r3.model.train.Refill;
import dev.r3.workflows.contract.TrainingObjective;
import dev.r3.workflows.contract.spec.AnchorSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.LearningRateSpec;
import dev.r3.workflows.contract.spec.TrainSpec;
import java.util.Optional;

/** A spec's training in the engine's terms. */
final class TrainingPlan {
    /** Rollout and trainer run the same float32 weights; log-probs differ in the last bits of the products' order. */
    private static final DriftGate DRIFT = new DriftGate(1e-2, 1e-1);

    private static final double MOST_VERIFIER_FAULTS = 0.01;

    private TrainingPlan() {}

    static GrpoTrainingConfig of(
            ExperimentSpec spec, EpisodePlan episodes, TrainingObjective objective, long microBatchTokens) {
        return switch (objective) {
            case REFLECTION ->
                config(spec, episodes.training().reflection(), anchor(spec), refill(spec.train()), microBatchTokens);
            // An anchor would hold back just what it trains, and its batches are as large as its tokens allow.
            case FIRST_ANSWER ->
                config(spec, firstAnswer(spec, episodes), Optional.empty(), Optional.empty(), microBatchTokens);
        };
    }

    /** As the failure set's were sampled. */
    static TurnSettings firstAnswer(ExperimentSpec spec, EpisodePlan episodes) {
        return episodes.firstAnswer(spec.failures().temperature());
    }

    /**
     * The same for both objectives, but for what they differ in.
     *
     * @param trained the turn whose tokens carry loss
     */
    private static GrpoTrainingConfig config(
            ExperimentSpec spec,
            TurnSettings trained,
            Optional<AnchorConfig> anchor,
            Optional<Refill> refill,
            long microBatchTokens) {
        TrainSpec train = spec.train();
        return new GrpoTrainingConfig(
                grpo(train, trained, anchor, microBatchTokens),
                train.steps(),
                spec.seed(),
                new VerdictGate(train.mostUnscorable(), MOST_VERIFIER_FAULTS),
                train.patience(),
                train.stepsPerSnapshot(),
                refill);
    }

    private static Optional<Refill> refill(TrainSpec train) {
        return train.refill().enabled()
                ? Optional.of(new Refill(train.refill().groups(), train.refill().mostBatches()))
                : Optional.empty();
    }

    private static Optional<AnchorConfig> anchor(ExperimentSpec spec) {
        AnchorSpec anchor = spec.train().anchor();
        return anchor.enabled()
                ? Optional.of(new AnchorConfig(anchor.weight(), spec.failures().temperature()))
                : Optional.empty();
    }

    private static GrpoConfig grpo(
            TrainSpec train, TurnSettings trained, Optional<AnchorConfig> anchor, long microBatchTokens) {
        return new GrpoConfig(
                advantage(train),
                objective(train, trained.maxTokens()),
                1,
                trained.sampling().temperature(),
                microBatchTokens,
                PrefixSharing.ON,
                LayerMemory.KEPT,
                AdamWConfig.defaults(learningRate(train.learningRate())),
                DRIFT,
                anchor);
    }

    private static Objective objective(TrainSpec train, int mostTokens) {
        LossType loss = switch (train.loss()) {
            case GRPO -> LossType.GRPO;
            case BNPO -> LossType.BNPO;
            case DR_GRPO -> LossType.DR_GRPO;
            case DAPO -> LossType.DAPO;
            case CISPO -> LossType.CISPO;
        };
        return new Objective(
                loss.normalisation(mostTokens),
                new TokenRatio(),
                loss.surrogate(train.clip(), train.clip()),
                train.beta() > 0 ? Optional.of(new PlainKl(train.beta())) : Optional.empty());
    }

    private static Advantage advantage(TrainSpec train) {
        return switch (train.advantage()) {
            case GROUP -> new GroupScaledAdvantage();
            case BATCH -> new BatchScaledAdvantage();
            case NONE -> new UnscaledAdvantage();
        };
    }

    private static LearningRate learningRate(LearningRateSpec spec) {
        Warmup warmup = new WarmupShare(spec.warmUp());
        return switch (spec.schedule()) {
            case CONSTANT -> new ConstantRate(spec.peak(), warmup);
            case LINEAR -> new LinearRate(spec.peak(), warmup);
            case COSINE -> new CosineRate(spec.peak(), warmup);
        };
    }
}
