package dev.r3.model.check;

import dev.r3.model.optimize.AdamWConfig;

/**
 * What rounding leaves open of AdamW's change of one tensor. The first step moves an element by rate · x / (|x| + ε),
 * however small its gradient x: where x is within the accuracy of float32, it may come out with either sign.
 */
final class OpenChange {
    /** The accuracy of a gradient's elements, by their root mean square: the tolerance of gradients as a whole. */
    private static final double ACCURACY = 1e-4;

    private final double[] open;

    private OpenChange(double[] open) {
        this.open = open;
    }

    /**
     * What the first step leaves open.
     *
     * @param gradient as it is
     * @param gradientNorm of all tensors together
     */
    static OpenChange of(float[] gradient, double gradientNorm, AdamWConfig adamW) {
        double scale = Math.min(1, adamW.maxGradientNorm() / gradientNorm);
        double accuracy = ACCURACY * scale * Vectors.norm(gradient) / Math.sqrt(gradient.length);
        double rate = adamW.learningRate().peak();
        double[] open = new double[gradient.length];
        for (int i = 0; i < open.length; i++) {
            double x = scale * gradient[i];
            open[i] = rate * (direction(x + accuracy, adamW) - direction(x - accuracy, adamW));
        }
        return new OpenChange(open);
    }

    /** The least norm of a change that was found. */
    double lowestNorm(float[] change) {
        double squares = 0;
        for (int i = 0; i < change.length; i++) {
            double least = Math.max(0, Math.abs(change[i]) - open[i]);
            squares += least * least;
        }
        return Math.sqrt(squares);
    }

    /**
     * The largest norm of a change that was found.
     *
     * @param reach how far the steps so far can move an element
     */
    double highestNorm(float[] change, double reach) {
        double squares = 0;
        for (int i = 0; i < change.length; i++) {
            double size = Math.abs(change[i]);
            double most = Math.max(size, Math.min(reach, size + open[i]));
            squares += most * most;
        }
        return Math.sqrt(squares);
    }

    /** How far two changes are apart beyond what is open. */
    double distance(float[] expected, float[] found) {
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            double apart = Math.max(0, Math.abs((double) expected[i] - found[i]) - open[i]);
            squares += apart * apart;
        }
        return Math.sqrt(squares);
    }

    private static double direction(double gradient, AdamWConfig adamW) {
        return gradient / (Math.abs(gradient) + adamW.epsilon());
    }
}
