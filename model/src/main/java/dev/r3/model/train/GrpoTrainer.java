package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.Lanes;
import dev.r3.model.decoder.TokenScores;
import dev.r3.model.decoder.TrainingBatch;
import dev.r3.model.decoder.TrainingLane;
import dev.r3.model.grpo.CompletionLengths;
import dev.r3.model.grpo.CompletionTokens;
import dev.r3.model.grpo.LogProbDifference;
import dev.r3.model.grpo.LossTerms;
import dev.r3.model.grpo.MeanSum;
import dev.r3.model.grpo.MicroBatchSize;
import dev.r3.model.grpo.RewardGroup;
import dev.r3.model.grpo.RewardSums;
import dev.r3.model.grpo.StepMetrics;
import dev.r3.model.grpo.StepSize;
import dev.r3.model.optimize.FiniteGate;
import dev.r3.model.optimize.LearningRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * GRPO (arXiv 2402.03300) on rewarded completions: advantages within groups, the loss of {@link GrpoConfig#objective}
 * over micro-batches, and AdamW.
 *
 * <p>The decoder's lanes compute shares of the micro-batches at the same time; a micro-batch's tokens are then so many
 * times fewer.
 *
 * <p>A completion without a reward is in no loss. A group whose rewards are all equal gives no policy gradient: without a
 * KL penalty it stays out of the forward pass, but counts in the normalisers.
 */
public final class GrpoTrainer {
    private final DecoderTraining training;
    private final Optional<Reference> reference;
    private final GrpoConfig config;

    /**
     * @param reference needed if the objective has a KL penalty, or there is an anchor
     */
    public GrpoTrainer(DecoderTraining training, Optional<Reference> reference, GrpoConfig config) {
        this.training = requireNonNull(training, "training is null");
        this.reference = requireNonNull(reference, "reference is null");
        this.config = requireNonNull(config, "config is null");
        if (config.objective().kl().isPresent() && reference.isEmpty()) {
            throw new IllegalArgumentException("a KL penalty needs a reference");
        }
        if (config.anchor().isPresent() && reference.isEmpty()) {
            throw new IllegalArgumentException("an anchor needs a reference");
        }
        if (reference.isPresent() && reference.get().lanes() != training.lanes().size()) {
            throw new IllegalArgumentException("a reference with %d lanes beside a training with %d"
                    .formatted(reference.get().lanes(), training.lanes().size()));
        }
    }

    /**
     * Updates the weights by the groups, as often as the configuration says.
     *
     * @param firstAnswers of the reference, if there is an anchor
     * @param updates made so far in the run
     * @param totalUpdates of the run, for the learning rate
     * @return a report of each update; none if no completion has a reward
     * @throws GateException if the update would be wrong; it isn't made then
     */
    public List<UpdateReport> step(
            List<RewardedGroup> groups, List<AnchorAnswer> firstAnswers, long updates, long totalUpdates)
            throws GateException {
        Optional<Anchor> anchor = anchor(firstAnswers);
        List<Sample> samples = samples(groups);
        List<UpdateReport> reports = new ArrayList<>();
        if (samples.isEmpty()) {
            return reports;
        }
        List<RewardGroup> rewards = groups.stream().map(RewardedGroup::rewards).toList();
        int groupsWithVariance =
                (int) rewards.stream().filter(RewardGroup::hasVariance).count();
        StepMetrics ofGroups =
                StepMetrics.of(RewardSums.of(config.advantage(), rewards)).plus(lengths(groups));
        List<List<Pass>> lanes = passes(samples);
        StepSize size = StepSize.of(lanes.stream()
                .flatMap(passes -> passes.stream().map(Pass::size))
                .toList());
        LearningRate rate = config.adamW().learningRate();
        for (int iteration = 0; iteration < config.iterations(); iteration++) {
            List<LaneReport> ofLanes = Lanes.run(lanes.size(), lane -> run(lanes.get(lane), size));
            StepMetrics metrics = ofLanes.stream().map(LaneReport::metrics).reduce(ofGroups, StepMetrics::plus);
            PhaseSeconds seconds =
                    ofLanes.stream().map(LaneReport::seconds).reduce(PhaseSeconds.NONE, PhaseSeconds::beside);
            OptionalDouble anchorKl = OptionalDouble.empty();
            if (anchor.isPresent()) {
                anchorKl = OptionalDouble.of(anchor.get().pull());
                metrics = metrics.plus(StepMetrics.ofLoss(anchor.get().loss(anchorKl.getAsDouble())));
                seconds = seconds.plus(anchor.get().seconds());
            }
            long start = System.nanoTime();
            double norm = training.gradientNorm();
            check(metrics, norm);
            double learningRate = rate.at(updates + iteration, totalUpdates);
            training.update(config.adamW(), updates + iteration + 1, learningRate, norm);
            seconds = seconds.plus(new PhaseSeconds(0, 0, 0, since(start)));
            long tokens =
                    lanes.stream().flatMap(List::stream).mapToLong(Pass::tokens).sum()
                            + anchor.map(Anchor::tokens).orElse(0L);
            reports.add(new UpdateReport(metrics, anchorKl, norm, learningRate, groupsWithVariance, tokens, seconds));
        }
        return reports;
    }

    private Optional<Anchor> anchor(List<AnchorAnswer> firstAnswers) {
        if (config.anchor().isPresent() == firstAnswers.isEmpty()) {
            throw new IllegalArgumentException(
                    config.anchor().map(anchor -> "an anchor").orElse("no anchor") + " with " + firstAnswers.size()
                            + " first answers");
        }
        return config.anchor()
                .map(anchor -> new Anchor(training, reference.orElseThrow(), anchor, config, firstAnswers));
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Nothing of a step that is refused stays. */
    private void check(StepMetrics metrics, double norm) throws GateException {
        boolean passed = false;
        try {
            GateException.require(new FiniteGate().check(metrics.loss(), norm));
            LogProbDifference drift = metrics.logProbDifference();
            OptionalDouble mean = drift.absolute().mean();
            if (mean.isPresent()) {
                GateException.require(config.driftGate().check(mean.getAsDouble(), drift.largest()));
            }
            passed = true;
        } finally {
            if (!passed) {
                training.zeroGradients();
            }
        }
    }

    private List<Sample> samples(List<RewardedGroup> groups) {
        List<List<OptionalDouble>> advantages = config.advantage()
                .of(groups.stream().map(RewardedGroup::rewards).toList());
        boolean pulled = config.objective().kl().isPresent();
        List<Sample> samples = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            List<RewardedCompletion> completions = groups.get(g).completions();
            for (int i = 0; i < completions.size(); i++) {
                OptionalDouble advantage = advantages.get(g).get(i);
                if (advantage.isPresent()) {
                    double value = advantage.getAsDouble();
                    samples.add(new Sample(groups.get(g), completions.get(i), value, pulled || value != 0));
                }
            }
        }
        return samples;
    }

    private static StepMetrics lengths(List<RewardedGroup> groups) {
        CompletionLengths lengths = CompletionLengths.NONE;
        for (RewardedGroup group : groups) {
            for (RewardedCompletion completion : group.completions()) {
                lengths = lengths.plus(
                        switch (completion.ending()) {
                            case BY_ITSELF -> CompletionLengths.ended(completion.length());
                            case AT_TOKEN_LIMIT -> CompletionLengths.clipped(completion.length());
                        });
            }
        }
        return StepMetrics.of(lengths);
    }

    /** Each lane's. */
    private List<List<Pass>> passes(List<Sample> samples) {
        // A loss that depends on the cut must not depend on the number of lanes.
        List<TrainingLane> lanes = config.objective().normalisation().spansTheStep()
                ? training.lanes()
                : training.lanes().subList(0, 1);
        List<List<Sample>> shares = LaneShares.of(samples, lanes.size());
        long tokens = Math.max(1, config.microBatchTokens() / lanes.size());
        return lanes.stream()
                .map(lane -> MicroBatch.cut(shares.get(lane.index()), tokens, config.prefixSharing()).stream()
                        .map(batch -> new Pass(batch, lane))
                        .toList())
                .toList();
    }

    private static LaneReport run(List<Pass> passes, StepSize size) {
        StepMetrics metrics = StepMetrics.NONE;
        PhaseSeconds seconds = PhaseSeconds.NONE;
        for (Pass pass : passes) {
            metrics = metrics.plus(pass.run(size));
            seconds = seconds.plus(pass.seconds);
        }
        return new LaneReport(metrics, seconds);
    }

    /** What came of a lane's passes. */
    private record LaneReport(StepMetrics metrics, PhaseSeconds seconds) {}

    /** A micro-batch, with what its first pass found for the later ones. */
    private final class Pass {
        private final TrainingLane lane;
        private final MicroBatchSize size;
        private final List<Sample> samples;
        private final Optional<TrainingBatch> batch;
        private Optional<double[]> old = Optional.empty();
        private Optional<double[]> pulledTo = Optional.empty();
        private PhaseSeconds seconds = PhaseSeconds.NONE;

        private Pass(MicroBatch microBatch, TrainingLane lane) {
            this.lane = lane;
            this.size = microBatch.size();
            this.samples = microBatch.computed();
            this.batch = microBatch.batch(config.prefixSharing());
        }

        private MicroBatchSize size() {
            return size;
        }

        private long tokens() {
            return batch.map(TrainingBatch::tokens).orElse(0L);
        }

        /** Forward and backward. */
        private StepMetrics run(StepSize step) {
            return batch.map(present -> run(present, step)).orElse(StepMetrics.NONE);
        }

        private StepMetrics run(TrainingBatch present, StepSize step) {
            long start = System.nanoTime();
            if (pulledTo.isEmpty() && config.objective().kl().isPresent()) {
                pulledTo = reference.map(model -> model.scores(lane.index(), present, config.temperature())
                        .logProbs());
            }
            double reference = since(start);
            start = System.nanoTime();
            TokenScores scores = lane.forward(present, config.temperature(), config.layerMemory());
            double forward = since(start);
            double[] policy = scores.logProbs();
            StepMetrics metrics = StepMetrics.ofEntropy(MeanSum.of(scores.entropies()));
            if (old.isEmpty()) {
                metrics = metrics.plus(StepMetrics.of(drift(policy)));
                old = Optional.of(policy);
            }
            double[] derivatives = new double[policy.length];
            int first = 0;
            for (Sample sample : samples) {
                LossTerms terms = config.objective().terms(completion(sample, first, policy), step, size);
                metrics = metrics.plus(StepMetrics.of(terms));
                double[] byLogProb = terms.byLogProb();
                for (int t : sample.completion().lossPlaces().toArray()) {
                    derivatives[first++] = byLogProb[t];
                }
            }
            start = System.nanoTime();
            lane.backward(derivatives);
            seconds = new PhaseSeconds(reference, forward, since(start), 0);
            return metrics;
        }

        private CompletionTokens completion(Sample sample, int first, double[] policy) {
            RewardedCompletion completion = sample.completion();
            CompletionTokens tokens = CompletionTokens.of(
                    spread(completion, policy, first),
                    spread(completion, old.orElseThrow(), first),
                    completion.lossMask(),
                    sample.advantage());
            return pulledTo.isPresent() ? tokens.withReference(spread(completion, pulledTo.get(), first)) : tokens;
        }

        private LogProbDifference drift(double[] policy) {
            LogProbDifference difference = LogProbDifference.NONE;
            int first = 0;
            for (Sample sample : samples) {
                RewardedCompletion completion = sample.completion();
                difference = difference.plus(LogProbDifference.of(
                        spread(completion, policy, first), completion.rolloutLogProbs(), completion.lossMask()));
                first += completion.lossTokens();
            }
            return difference;
        }

        /** Judged tokens' values, from the first on, at a completion's loss places. */
        private double[] spread(RewardedCompletion completion, double[] judged, int first) {
            double[] values = new double[completion.length()];
            int next = first;
            for (int t : completion.lossPlaces().toArray()) {
                values[t] = judged[next++];
            }
            return values;
        }
    }
}
