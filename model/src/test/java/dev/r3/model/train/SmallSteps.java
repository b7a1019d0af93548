package dev.r3.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.InLanes;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.Precision;
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

/** Steps of training on a tiny model, cut and repeated as a test needs them. */
final class SmallSteps {
    static final double[][] REWARDS = {{1, 0, 0, 1}, {0, 0, 0, 0}, {0, 1, Double.NaN, 0}};
    static final long ALL_AT_ONCE = 1_000_000;

    private SmallSteps() {}

    static GrpoConfig config(LossType type, long tokens, PrefixSharing sharing, LayerMemory memory, double beta) {
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

    static GrpoConfig anchored(double weight, long tokens) {
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
    static List<UpdateReport> anchoredSteps(int steps, GrpoConfig config) throws Exception {
        return anchoredSteps(steps, config, 1);
    }

    static List<UpdateReport> anchoredSteps(int steps, GrpoConfig config, int lanes) throws Exception {
        List<AnchorAnswer> answers = List.of(
                new AnchorAnswer(new int[] {5, 17, 99}, new int[] {42, 7, 256}),
                new AnchorAnswer(new int[] {8}, new int[] {4, 21}),
                new AnchorAnswer(new int[] {31, 9}, new int[] {12}));
        List<UpdateReport> reports = new ArrayList<>();
        try (Decoder decoder = InLanes.load(lanes, SmallSteps::decoder);
                Decoder reference = InLanes.load(lanes, SmallSteps::decoder)) {
            GrpoTrainer trainer =
                    new GrpoTrainer(DecoderTraining.of(decoder), Optional.of(new FrozenReference(reference)), config);
            for (int step = 0; step < steps; step++) {
                reports.addAll(trainer.step(new Rollouts(decoder, step).groups(REWARDS), answers, step, 10));
            }
        }
        return reports;
    }

    static SortedMap<String, Double> named(UpdateReport report) {
        return report.metrics().named(LossType.GRPO.surrogate(0.2, 0.2));
    }

    static Decoder decoder() throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("qwen2-tied"))) {
            return Decoder.load(checkpoint, Precision.FLOAT32);
        }
    }

    static Map<String, float[]> copies(Map<String, FloatTensor> tensors) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> copies.put(name, tensor.toArray()));
        return copies;
    }

    /** The 2-norm of the difference, relative to that of the expected. */
    static double distance(Map<String, float[]> actual, Map<String, float[]> expected) {
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
