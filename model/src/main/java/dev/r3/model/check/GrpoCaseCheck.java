package dev.r3.model.check;

import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.decoder.TokenScores;
import dev.r3.model.optimize.AdamWConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** One case's training on a fresh copy of the checkpoint, step by step. */
final class GrpoCaseCheck {
    /** TRL's metrics that a step of ours has, too. */
    private static final List<String> METRICS =
            List.of("kl", "entropy", "clip_ratio/low_mean", "clip_ratio/high_mean", "clip_ratio/region_mean");

    private final GrpoRun run;
    private final GrpoCase expected;
    private final GrpoTallies tallies;
    private final AdamWConfig adamW;
    private final Map<String, OpenChange> open = new HashMap<>();

    GrpoCaseCheck(GrpoRun run, GrpoCase expected, GrpoTallies tallies) {
        this.run = run;
        this.expected = expected;
        this.tallies = tallies;
        this.adamW = run.reference().adamW(expected.decaying());
    }

    /**
     * Runs and compares all steps.
     *
     * @param training of the checkpoint's own weights
     */
    void compare(DecoderTraining training) {
        for (int i = 0; i < expected.steps().size(); i++) {
            GrpoStep step = expected.steps().get(i);
            int number = i + 1;
            GrpoPass pass = run.pass(training, expected);
            if (number == 1) {
                compareTokens(pass.scores());
            }
            compareValues(step, number, pass.metrics());
            training.backward(pass.derivatives());
            double norm = training.gradientNorm();
            String name = "gradient norm, step " + number;
            (number == 1 ? tallies.gradients(name) : tallies.laterGradients(name))
                    .compare(place(step), step.gradientNorm(), norm);
            Map<String, FloatTensor> gradients = training.tensors(TensorKind.GRADIENT);
            compareGradients(step, number, gradients);
            if (number == 1) {
                gradients.forEach(
                        (tensor, gradient) -> open.put(tensor, OpenChange.of(gradient.toArray(), norm, adamW)));
            }
            training.update(adamW, number, adamW.learningRate().peak(), norm);
            compareChanges(step, number, training.tensors(TensorKind.WEIGHT));
        }
    }

    /** What the checkpoint itself says of the batch. */
    private void compareTokens(TokenScores scores) {
        List<GrpoSample> samples = run.samples();
        tallies.tokens("token log-probs")
                .compare(expected.place(), joined(samples.stream().map(GrpoSample::policy)), scores.logProbs());
        tallies.tokens("token entropies")
                .compare(expected.place(), joined(samples.stream().map(GrpoSample::entropies)), scores.entropies());
    }

    private void compareValues(GrpoStep step, int number, Map<String, Double> found) {
        compareValue("loss", step, number, step.loss(), found);
        for (String name : METRICS) {
            Optional.ofNullable(step.metrics().get(name))
                    .ifPresent(value -> compareValue(name, step, number, value, found));
        }
    }

    private void compareValue(String name, GrpoStep step, int number, double value, Map<String, Double> found) {
        String group = name + ", step " + number;
        (number == 1 ? tallies.values(group) : tallies.laterValues(group))
                .compare(place(step), value, found.getOrDefault(name, Double.NaN));
    }

    private void compareGradients(GrpoStep step, int number, Map<String, FloatTensor> gradients) {
        step.gradientNorms().ifPresent(norms -> {
            requireSameNames(step, "grad_norm_by_tensor", norms, gradients);
            gradients.forEach((name, gradient) -> {
                float[] found = gradient.toArray();
                String place = place(step) + " " + name;
                tallies.gradients("gradient norms by tensor, step " + number)
                        .compare(place, norms.getOrDefault(name, Double.NaN), Vectors.norm(found));
                stored("grad." + name, gradient)
                        .ifPresent(whole -> tallies.gradients("gradients, step " + number)
                                .compareDistance(place, Vectors.distance(whole, found), Vectors.norm(whole)));
            });
        });
    }

    private void compareChanges(GrpoStep step, int number, Map<String, FloatTensor> weights) {
        double reach = number * adamW.learningRate().peak();
        step.changeNorms().ifPresent(norms -> {
            requireSameNames(step, "param_delta_norm_by_tensor", norms, weights);
            weights.forEach((name, weight) -> {
                float[] before = run.checkpoint().tensor(name, weight.shape()).toArray();
                float[] found = Vectors.minus(weight.toArray(), before);
                OpenChange tensor = Objects.requireNonNull(open.get(name), name);
                String place = place(step) + " " + name;
                tallies.changes("weight change norms by tensor, step " + number)
                        .compare(
                                place,
                                norms.getOrDefault(name, Double.NaN),
                                tensor.lowestNorm(found),
                                tensor.highestNorm(found, reach));
                stored("params_after_" + number + "." + name, weight).ifPresent(after -> {
                    float[] whole = Vectors.minus(after, before);
                    String group = "weight changes, step " + number;
                    (number == 1 ? tallies.changes(group) : tallies.laterChanges(group))
                            .compareDistance(place, tensor.distance(whole, found), Vectors.norm(whole));
                });
            });
        });
    }

    /** A tensor of this case, if it has its own. */
    private Optional<float[]> stored(String name, FloatTensor shaped) {
        return expected.tensors()
                .map(prefix -> run.reference()
                        .tensors()
                        .tensor(prefix + name, shaped.shape())
                        .toArray());
    }

    private void requireSameNames(
            GrpoStep step, String key, Map<String, Double> norms, Map<String, FloatTensor> tensors) {
        if (!norms.keySet().equals(tensors.keySet())) {
            throw run.reference()
                    .wrong(
                            step.place() + "." + key,
                            "a norm of each of " + tensors.keySet(),
                            String.valueOf(norms.keySet()));
        }
    }

    private String place(GrpoStep step) {
        return step.place() + " (" + expected.description() + ")";
    }

    private static double[] joined(Stream<double[]> parts) {
        return parts.flatMapToDouble(DoubleStream::of).toArray();
    }
}
