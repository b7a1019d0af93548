package dev.r3.model.train;

import static dev.r3.model.train.SmallSteps.ALL_AT_ONCE;
import static dev.r3.model.train.SmallSteps.REWARDS;
import static dev.r3.model.train.SmallSteps.config;
import static dev.r3.model.train.SmallSteps.copies;
import static dev.r3.model.train.SmallSteps.decoder;
import static dev.r3.model.train.SmallSteps.distance;
import static dev.r3.model.train.SmallSteps.named;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.grpo.LossType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What a step does, and what stops it. */
class GrpoTrainerTest {
    @Test
    void aGroupWithoutVarianceStaysOutOfTheForwardButCounts() throws Exception {
        UpdateReport plain = onlyReport(config(LossType.GRPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0));
        UpdateReport pulled = onlyReport(config(LossType.GRPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0.04));
        assertThat(plain.groupsWithVariance()).isEqualTo(2);
        assertThat(plain.tokens()).isLessThan(pulled.tokens());
        SortedMap<String, Double> metrics = named(plain);
        assertThat(metrics).containsEntry("frac_reward_zero_std", 4.0 / 12);
        assertThat(metrics.get("reward")).isEqualTo(3.0 / 11, within(1e-12));
        // On the policy's own tokens every ratio is 1: the loss is minus the mean advantage, 0.
        assertThat(metrics.get("loss")).isEqualTo(0, within(1e-6));
        assertThat(metrics).doesNotContainKey("kl").containsKeys("entropy", "completions/mean_length");
        assertThat(named(pulled).get("kl")).isEqualTo(0, within(1e-6));
    }

    @Test
    void allEqualRewardsChangeNothing() throws Exception {
        try (Decoder decoder = decoder()) {
            DecoderTraining training = DecoderTraining.of(decoder);
            GrpoConfig config = config(LossType.GRPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0);
            Map<String, float[]> before = copies(decoder.tensors());
            List<RewardedGroup> groups = new Rollouts(decoder, 1).groups(new double[] {0, 0}, new double[] {1, 1, 1});
            UpdateReport report = new GrpoTrainer(training, Optional.empty(), config)
                    .step(groups, List.of(), 0, 10)
                    .get(0);
            assertThat(report.gradientNorm()).isZero();
            assertThat(report.tokens()).isZero();
            assertThat(distance(copies(decoder.tensors()), before)).isZero();
        }
    }

    @Test
    void withoutAnyRewardThereIsNoUpdate() throws Exception {
        try (Decoder decoder = decoder()) {
            GrpoConfig config = config(LossType.GRPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0);
            List<RewardedGroup> groups = new Rollouts(decoder, 1).groups(new double[] {Double.NaN, Double.NaN});
            GrpoTrainer trainer = new GrpoTrainer(DecoderTraining.of(decoder), Optional.empty(), config);
            assertThat(trainer.step(groups, List.of(), 0, 10)).isEmpty();
        }
    }

    @Test
    void rewardedCompletionsBecomeMoreLikely() throws Exception {
        try (Decoder decoder = decoder()) {
            GrpoConfig config = config(LossType.GRPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0);
            List<RewardedGroup> groups = new Rollouts(decoder, 5).groups(new double[] {1, 0, 0});
            GrpoTrainer trainer = new GrpoTrainer(DecoderTraining.of(decoder), Optional.empty(), iterations(config, 3));
            double rewarded = logProb(decoder, groups.get(0), 0);
            double failed = logProb(decoder, groups.get(0), 1);
            List<UpdateReport> reports = trainer.step(groups, List.of(), 0, 10);
            assertThat(reports).hasSize(3);
            assertThat(logProb(decoder, groups.get(0), 0)).isGreaterThan(rewarded);
            assertThat(logProb(decoder, groups.get(0), 1)).isLessThan(failed);
            // From the second update on, ratios are against the first one's log-probs.
            assertThat(named(reports.get(1)).get("loss")).isLessThan(-1e-4);
            assertThat(named(reports.get(1))).doesNotContainKey("sampling/sampling_logp_difference/max");
        }
    }

    @Test
    void weightsThatAreNotFiniteStopTheStep() throws Exception {
        try (Decoder decoder = decoder()) {
            DecoderTraining training = DecoderTraining.of(decoder);
            List<RewardedGroup> groups = new Rollouts(decoder, 1).groups(REWARDS);
            training.restore(TensorKind.WEIGHT, (name, shape) -> new Constant(shape, Float.NaN));
            GrpoConfig config = config(LossType.GRPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0);
            GrpoTrainer trainer = new GrpoTrainer(training, Optional.empty(), config);
            assertThatThrownBy(() -> trainer.step(groups, List.of(), 0, 10))
                    .isInstanceOf(GateException.class)
                    .hasMessageStartingWith("The loss is NaN (must be finite).");
            assertThat(training.gradientNorm()).isZero();
        }
    }

    @Test
    void aRolloutOfOtherWeightsStopsTheStep() throws Exception {
        try (Decoder decoder = decoder()) {
            DecoderTraining training = DecoderTraining.of(decoder);
            List<RewardedGroup> groups = new Rollouts(decoder, 1).groups(REWARDS);
            Map<String, FloatTensor> tensors = decoder.tensors();
            training.restore(TensorKind.WEIGHT, (name, shape) -> new Scaled(requireNonNull(tensors.get(name)), 1.05f));
            Map<String, float[]> before = copies(decoder.tensors());
            GrpoConfig config = config(LossType.GRPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0);
            GrpoTrainer trainer = new GrpoTrainer(training, Optional.empty(), config);
            assertThatThrownBy(() -> trainer.step(groups, List.of(), 0, 10))
                    .isInstanceOf(GateException.class)
                    .hasMessageContaining("difference between the rollout's and the trainer's log-probs");
            assertThat(distance(copies(decoder.tensors()), before)).isZero();
        }
    }

    @Test
    void aKlPenaltyNeedsAReference() throws Exception {
        try (Decoder decoder = decoder()) {
            GrpoConfig config = config(LossType.GRPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0.1);
            DecoderTraining training = DecoderTraining.of(decoder);
            assertThatThrownBy(() -> new GrpoTrainer(training, Optional.empty(), config))
                    .hasMessage("a KL penalty needs a reference");
        }
    }

    private static GrpoConfig iterations(GrpoConfig config, int iterations) {
        return new GrpoConfig(
                config.advantage(),
                config.objective(),
                iterations,
                config.temperature(),
                config.microBatchTokens(),
                config.prefixSharing(),
                config.layerMemory(),
                config.adamW(),
                config.driftGate(),
                config.anchor());
    }

    private static UpdateReport onlyReport(GrpoConfig config) throws Exception {
        try (Decoder decoder = decoder();
                Decoder reference = decoder()) {
            List<RewardedGroup> groups = new Rollouts(decoder, 1).groups(REWARDS);
            return new GrpoTrainer(DecoderTraining.of(decoder), Optional.of(new FrozenReference(reference)), config)
                    .step(groups, List.of(), 0, 10)
                    .get(0);
        }
    }

    private static double logProb(Decoder decoder, RewardedGroup group, int completion) {
        Sample sample = new Sample(group, group.completions().get(completion), 0, true);
        double sum = 0;
        for (double logProb : decoder.scores(
                        MicroBatch.cut(List.of(sample), ALL_AT_ONCE, PrefixSharing.ON)
                                .get(0)
                                .batch(PrefixSharing.ON)
                                .orElseThrow(),
                        1)
                .logProbs()) {
            sum += logProb;
        }
        return sum;
    }
}
