package dev.r3.model.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.InLanes;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.grpo.GroupScaledAdvantage;
import dev.r3.model.grpo.LossType;
import dev.r3.model.grpo.Objective;
import dev.r3.model.grpo.PlainKl;
import dev.r3.model.grpo.TokenRatio;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.DriftGate;
import dev.r3.model.optimize.WarmupSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step does, whichever way its passes are cut. Gradients are read from the first moment: a tenth of them. */
class GrpoTrainerTest {
    private static final double[][] REWARDS = {{1, 0, 0, 1}, {0, 0, 0, 0}, {0, 1, Double.NaN, 0}};
    private static final long ALL_AT_ONCE = 1_000_000;

    @ParameterizedTest
    @EnumSource(value = LossType.class, mode = Mode.EXCLUDE, names = "BNPO")
    void microBatchesAddUpToTheStep(LossType type) throws Exception {
        Map<String, float[]> whole = gradients(config(type, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0));
        Map<String, float[]> cut = gradients(config(type, 20, PrefixSharing.ON, LayerMemory.KEPT, 0));
        assertThat(distance(cut, whole)).isLessThanOrEqualTo(1e-5);
    }

    /** Three groups in two lanes, and in more than there are groups; with a reference, and with an anchor. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void lanesAddUpToTheStep(int lanes) throws Exception {
        GrpoConfig pulled = config(LossType.GRPO, 60, PrefixSharing.ON, LayerMemory.KEPT, 0.04);
        Map<String, float[]> alone = gradients(pulled);
        Map<String, float[]> together = gradients(pulled, lanes);
        assertThat(distance(together, alone)).isLessThanOrEqualTo(1e-5);
        assertThat(distance(gradients(pulled, lanes), together)).isZero();
        List<UpdateReport> expected = anchoredSteps(2, anchored(0.5, 60));
        List<UpdateReport> reports = anchoredSteps(2, anchored(0.5, 60), lanes);
        for (int step = 0; step < 2; step++) {
            assertThat(reports.get(step).gradientNorm())
                    .isCloseTo(expected.get(step).gradientNorm(), withinPercentage(0.01));
            assertThat(reports.get(step).anchorKl().orElseThrow())
                    .isCloseTo(expected.get(step).anchorKl().orElseThrow(), within(1e-6));
            assertThat(named(reports.get(step)).get("loss"))
                    .isCloseTo(requireNonNull(named(expected.get(step)).get("loss")), within(1e-6));
        }
    }

    /** Its cut is one lane's, however many there are. */
    @Test
    void bnpoDoesNotDependOnLanes() throws Exception {
        GrpoConfig cut = config(LossType.BNPO, 20, PrefixSharing.ON, LayerMemory.KEPT, 0);
        assertThat(distance(gradients(cut, 3), gradients(cut))).isLessThanOrEqualTo(1e-5);
    }

    /** Its mean is over the tokens of a micro-batch, so the cut matters by definition. */
    @Test
    void bnpoDependsOnTheCut() throws Exception {
        GrpoConfig whole = config(LossType.BNPO, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0);
        GrpoConfig cut = config(LossType.BNPO, 20, PrefixSharing.ON, LayerMemory.KEPT, 0);
        assertThat(distance(gradients(cut), gradients(whole))).isGreaterThan(1e-2);
    }

    @ParameterizedTest
    @EnumSource(LossType.class)
    void prefixSharingGivesTheSameGradients(LossType type) throws Exception {
        Map<String, float[]> shared = gradients(config(type, ALL_AT_ONCE, PrefixSharing.ON, LayerMemory.KEPT, 0.01));
        Map<String, float[]> whole = gradients(config(type, ALL_AT_ONCE, PrefixSharing.OFF, LayerMemory.KEPT, 0.01));
        assertThat(distance(shared, whole)).isLessThanOrEqualTo(1e-5);
    }

    @Test
    void recomputedLayersGiveTheSameGradients() throws Exception {
        Map<String, float[]> kept = gradients(config(LossType.GRPO, 30, PrefixSharing.ON, LayerMemory.KEPT, 0.01));
        Map<String, float[]> recomputed =
                gradients(config(LossType.GRPO, 30, PrefixSharing.ON, LayerMemory.RECOMPUTED, 0.01));
        assertThat(distance(kept, recomputed)).isZero();
    }

    @Test
    void theSameStepsTwiceGiveTheSameWeightsBitForBit() throws Exception {
        GrpoConfig config = config(LossType.GRPO, 40, PrefixSharing.ON, LayerMemory.KEPT, 0.04);
        assertThat(distance(weightsAfter(3, config), weightsAfter(3, config))).isZero();
    }

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

    @Test
    void anAnchorHoldsWhatItIsTiedTo() throws Exception {
        List<UpdateReport> loose = anchoredSteps(9, anchored(1e-6, ALL_AT_ONCE));
        List<UpdateReport> held = anchoredSteps(9, anchored(1, ALL_AT_ONCE));
        assertThat(held.get(0).anchorKl().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(loose.get(8).anchorKl().orElseThrow()).isGreaterThan(0.05);
        assertThat(held.get(8).anchorKl().orElseThrow())
                .isLessThan(0.3 * loose.get(8).anchorKl().orElseThrow());
    }

    /** Its weight spans the step, however its answers are cut. */
    @Test
    void anAnchorIsTheSameInMicroBatches() throws Exception {
        List<UpdateReport> whole = anchoredSteps(3, anchored(1, ALL_AT_ONCE));
        List<UpdateReport> cut = anchoredSteps(3, anchored(1, 1));
        for (int i = 0; i < whole.size(); i++) {
            assertThat(cut.get(i).gradientNorm()).isCloseTo(whole.get(i).gradientNorm(), withinPercentage(0.1));
            assertThat(cut.get(i).anchorKl().orElseThrow())
                    .isCloseTo(whole.get(i).anchorKl().orElseThrow(), within(1e-5));
        }
    }

    @Test
    void anAnchorNeedsAnswers() {
        assertThatThrownBy(() -> {
                    try (Decoder decoder = decoder()) {
                        new GrpoTrainer(
                                        DecoderTraining.of(decoder),
                                        Optional.of(new FrozenReference(decoder)),
                                        anchored(1, ALL_AT_ONCE))
                                .step(new Rollouts(decoder, 0).groups(REWARDS), List.of(), 0, 10);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an anchor with 0 first answers");
    }

    private static GrpoConfig config(
            LossType type, long tokens, PrefixSharing sharing, LayerMemory memory, double beta) {
        Objective objective = new Objective(
                type.normalisation(16),
                new TokenRatio(),
                type.surrogate(0.2, type == LossType.CISPO ? 5 : 0.2),
                beta > 0 ? Optional.of(new PlainKl(beta)) : Optional.empty());
        AdamWConfig adamW = AdamWConfig.defaults(new ConstantRate(1e-3, new WarmupSteps(0)));
        return new GrpoConfig(
                new GroupScaledAdvantage(),
                objective,
                1,
                1,
                tokens,
                sharing,
                memory,
                adamW,
                new DriftGate(1e-3, 1e-2),
                Optional.empty());
    }

    private static GrpoConfig anchored(double weight, long tokens) {
        GrpoConfig config = config(LossType.GRPO, tokens, PrefixSharing.ON, LayerMemory.KEPT, 0);
        return new GrpoConfig(
                config.advantage(),
                config.objective(),
                config.iterations(),
                config.temperature(),
                config.microBatchTokens(),
                config.prefixSharing(),
                config.layerMemory(),
                config.adamW(),
                config.driftGate(),
                Optional.of(new AnchorConfig(weight, 1)));
    }

    /** Steps on the same groups. */
    private static List<UpdateReport> anchoredSteps(int steps, GrpoConfig config) throws Exception {
        return anchoredSteps(steps, config, 1);
    }

    private static List<UpdateReport> anchoredSteps(int steps, GrpoConfig config, int lanes) throws Exception {
        List<AnchorAnswer> answers = List.of(
                new AnchorAnswer(new int[] {5, 17, 99}, new int[] {42, 7, 256}),
                new AnchorAnswer(new int[] {8}, new int[] {4, 21}),
                new AnchorAnswer(new int[] {31, 9}, new int[] {12}));
        List<UpdateReport> reports = new ArrayList<>();
        try (Decoder decoder = InLanes.load(lanes, GrpoTrainerTest::decoder);
                Decoder reference = InLanes.load(lanes, GrpoTrainerTest::decoder)) {
            GrpoTrainer trainer =
                    new GrpoTrainer(DecoderTraining.of(decoder), Optional.of(new FrozenReference(reference)), config);
            for (int step = 0; step < steps; step++) {
                reports.addAll(trainer.step(new Rollouts(decoder, step).groups(REWARDS), answers, step, 10));
            }
        }
        return reports;
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

    /** The first moments after one step, up to the clipping a tenth of the gradients. */
    private static Map<String, float[]> gradients(GrpoConfig config) throws Exception {
        return gradients(config, 1);
    }

    private static Map<String, float[]> gradients(GrpoConfig config, int lanes) throws Exception {
        try (Decoder decoder = InLanes.load(lanes, GrpoTrainerTest::decoder);
                Decoder reference = InLanes.load(lanes, GrpoTrainerTest::decoder)) {
            DecoderTraining training = DecoderTraining.of(decoder);
            List<RewardedGroup> groups = new Rollouts(decoder, 1).groups(REWARDS);
            new GrpoTrainer(training, Optional.of(new FrozenReference(reference)), config)
                    .step(groups, List.of(), 0, 10);
            return copies(training.tensors(TensorKind.FIRST_MOMENT));
        }
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

    private static Map<String, float[]> weightsAfter(int steps, GrpoConfig config) throws Exception {
        try (Decoder decoder = decoder();
                Decoder reference = decoder()) {
            GrpoTrainer trainer =
                    new GrpoTrainer(DecoderTraining.of(decoder), Optional.of(new FrozenReference(reference)), config);
            for (int step = 0; step < steps; step++) {
                trainer.step(new Rollouts(decoder, step).groups(REWARDS), List.of(), step, 10);
            }
            return copies(decoder.tensors());
        }
    }

    private static SortedMap<String, Double> named(UpdateReport report) {
        return report.metrics().named(LossType.GRPO.surrogate(0.2, 0.2));
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

    private static Decoder decoder() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen2-tied"))) {
            return Decoder.load(checkpoint, Precision.FLOAT32);
        }
    }

    private static Map<String, float[]> copies(Map<String, FloatTensor> tensors) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.toArray()));
        return copies;
    }

    /** The 2-norm of the difference, relative to that of the expected. */
    private static double distance(Map<String, float[]> actual, Map<String, float[]> expected) {
        double difference = 0;
        double whole = 0;
        for (Map.Entry<String, float[]> tensor : expected.entrySet()) {
            float[] other = actual.getOrDefault(tensor.getKey(), new float[0]);
            for (int i = 0; i < other.length; i++) {
                difference += Math.pow((double) other[i] - tensor.getValue()[i], 2);
                whole += Math.pow(tensor.getValue()[i], 2);
            }
        }
        assertThat(whole).isPositive();
        return Math.sqrt(difference / whole);
    }
}
