package dev.r3.model.check;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.decoder.TokenScores;
import dev.r3.model.decoder.TrainingBatch;
import dev.r3.model.optimize.AdamWConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** One case's training on a fresh copy of the checkpoint, step by step. */
final class GrpoCaseCheck {
    /** TRL's metrics that a step of ours has, too. */
    private static final List<String> METRICS =
            List.of("kl", "entropy", "clip_ratio/low_mean", "clip_ratio/high_mean", "clip_ratio/region_mean");

    private final GrpoReference reference;
    private final Checkpoint checkpoint;
    private final GrpoCase expected;
    private final List<GrpoSample> samples;
    private final double[] advantages;
    private final GrpoTallies tallies;

    /**
     * @param advantages of the samples
     */
    GrpoCaseCheck(
            GrpoReference reference,
            Checkpoint checkpoint,
            GrpoCase expected,
            List<GrpoSample> samples,
            double[] advantages,
            GrpoTallies tallies) {
        this.reference = reference;
        this.checkpoint = checkpoint;
        this.expected = expected;
        this.samples = samples;
        this.advantages = advantages;
        this.tallies = tallies;
    }

    /**
     * Runs and compares all steps.
     *
     * @param training of the checkpoint's own weights
     * @param batch of all samples
     */
    void run(DecoderTraining training, TrainingBatch batch, LayerMemory memory) {
        AdamWConfig adamW = reference.adamW(expected.decaying());
        for (int i = 0; i < expected.steps().size(); i++) {
            GrpoStep step = expected.steps().get(i);
            int number = i + 1;
            TokenScores scores = training.forward(batch, reference.temperature(), memory);
            if (number == 1) {
                compareFirst(scores);
            }
            GrpoPass pass = GrpoPass.of(expected, reference.maxCompletionLength(), samples, advantages, scores);
            compareMetrics(step, number, pass);
            training.backward(pass.derivatives());
            double norm = training.gradientNorm();
            tallies.gradients("gradient norm, step " + number).compare(place(step), step.gradientNorm(), norm);
            compareGradients(step, number, training.tensors(TensorKind.GRADIENT));
            training.update(adamW, number, adamW.learningRate().peak(), norm);
            compareChanges(step, number, training.tensors(TensorKind.WEIGHT));
        }
    }

    /** What the checkpoint itself says of the batch. */
    private void compareFirst(TokenScores scores) {
        tallies.values("token log-probs")
                .compare(expected.place(), joined(samples.stream().map(GrpoSample::policy)), scores.logProbs());
        tallies.values("token entropies")
                .compare(expected.place(), joined(samples.stream().map(GrpoSample::entropies)), scores.entropies());
    }

    private void compareMetrics(GrpoStep step, int number, GrpoPass pass) {
        tallies.values("loss, step " + number).compare(place(step), step.loss(), metric(pass, "loss"));
        for (String name : METRICS) {
            Optional.ofNullable(step.metrics().get(name))
                    .ifPresent(value ->
                            tallies.values(name + ", step " + number).compare(place(step), value, metric(pass, name)));
        }
    }

    /** NaN, which is close to nothing, if the step has none. */
    private static double metric(GrpoPass pass, String name) {
        return pass.metrics().getOrDefault(name, Double.NaN);
    }

    private void compareGradients(GrpoStep step, int number, Map<String, FloatTensor> gradients) {
        step.gradientNorms().ifPresent(norms -> {
            requireSameNames(step, "grad_norm_by_tensor", norms, gradients);
            gradients.forEach((name, gradient) -> {
                float[] found = gradient.toArray();
                String place = place(step) + " " + name;
                tallies.gradients("gradient norms by tensor, step " + number)
                        .compare(place, norms.getOrDefault(name, Double.NaN), norm(found));
                stored("grad." + name, gradient)
                        .ifPresent(whole -> tallies.gradients("gradients, step " + number)
                                .compareDistance(place, whole, found, norm(whole)));
            });
        });
    }

    private void compareChanges(GrpoStep step, int number, Map<String, FloatTensor> weights) {
        step.changeNorms().ifPresent(norms -> {
            requireSameNames(step, "param_delta_norm_by_tensor", norms, weights);
            weights.forEach((name, weight) -> {
                float[] found = weight.toArray();
                float[] before = checkpoint.tensor(name, weight.shape()).toArray();
                String place = place(step) + " " + name;
                tallies.changes("weight change norms by tensor, step " + number)
                        .compare(place, norms.getOrDefault(name, Double.NaN), norm(minus(found, before)));
                stored("params_after_" + number + "." + name, weight)
                        .ifPresent(whole -> tallies.changes("weights, step " + number)
                                .compareDistance(place, whole, found, norm(minus(whole, before))));
            });
        });
    }

    /** A tensor of this case, if it has its own. */
    private Optional<float[]> stored(String name, FloatTensor shaped) {
        return expected.tensors()
                .map(prefix -> reference
                        .tensors()
                        .tensor(prefix + name, shaped.shape())
                        .toArray());
    }

    private void requireSameNames(
            GrpoStep step, String key, Map<String, Double> norms, Map<String, FloatTensor> tensors) {
        if (!norms.keySet().equals(tensors.keySet())) {
            throw reference.wrong(
                    step.place() + "." + key, "a norm of each of " + tensors.keySet(), String.valueOf(norms.keySet()));
        }
    }

    private String place(GrpoStep step) {
        return step.place() + " (" + expected.description() + ")";
    }

    private static double[] joined(Stream<double[]> parts) {
        return parts.flatMapToDouble(DoubleStream::of).toArray();
    }

    private static float[] minus(float[] values, float[] others) {
        float[] differences = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            differences[i] = values[i] - others[i];
        }
        return differences;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
