package dev.r3.model.check;

import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.TensorKind;
import dev.r3.model.decoder.WeightSource;
import dev.r3.model.optimize.AdamWConfig;
import java.util.List;

/**
 * The optimiser and the second step by themselves, for a case with tensors of its own: AdamW on TRL's gradients, and a
 * pass over TRL's weights after its first step. Nothing that a step before rounded differently shows here.
 */
final class GrpoRestartCheck {
    private final GrpoRun run;
    private final GrpoCase expected;
    private final GrpoTallies tallies;
    private final String prefix;

    /**
     * @param prefix of the names of the case's tensors
     */
    GrpoRestartCheck(GrpoRun run, GrpoCase expected, GrpoTallies tallies, String prefix) {
        this.run = run;
        this.expected = expected;
        this.tallies = tallies;
        this.prefix = prefix;
    }

    /**
     * Runs and compares both.
     *
     * @param training of the checkpoint's own weights
     */
    void compare(DecoderTraining training) {
        AdamWConfig adamW = run.reference().adamW(expected.decaying());
        training.restore(TensorKind.GRADIENT, source("grad."));
        training.update(adamW, 1, adamW.learningRate().peak(), training.gradientNorm());
        WeightSource after = source("params_after_1.");
        training.tensors(TensorKind.WEIGHT).forEach((name, weight) -> {
            float[] before = run.checkpoint().tensor(name, weight.shape()).toArray();
            float[] whole = after.tensor(name, weight.shape()).toArray();
            tallies.gradients("weight changes by TRL's gradients")
                    .compareDistance(
                            expected + " " + name,
                            Vectors.distance(whole, weight.toArray()),
                            Vectors.distance(whole, before));
        });
        if (expected.steps().size() > 1) {
            training.restore(TensorKind.WEIGHT, after);
            compareSecond(training, expected.steps().get(1));
        }
    }

    private void compareSecond(DecoderTraining training, GrpoStep step) {
        GrpoPass pass = run.pass(training, expected);
        pass.metrics().forEach((name, found) -> {
            double value = name.equals("loss") ? step.loss() : step.metrics().getOrDefault(name, Double.NaN);
            tallies.largeValues("loss and metrics of TRL's weights").compare(expected + " " + name, value, found);
        });
        training.backward(pass.derivatives());
        tallies.gradients("gradient norm of TRL's weights")
                .compare(expected.toString(), step.gradientNorm(), training.gradientNorm());
    }

    private WeightSource source(String kind) {
        return (name, shape) -> tensor(prefix + kind + name, shape);
    }

    private FloatTensor tensor(String name, List<Long> shape) {
        return run.reference().tensors().tensor(name, shape);
    }
}
