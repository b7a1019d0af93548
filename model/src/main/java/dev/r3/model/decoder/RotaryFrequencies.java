package dev.r3.model.decoder;

import dev.r3.model.checkpoint.RopeConfig;
import dev.r3.model.checkpoint.RopeScaling;
import dev.r3.model.checkpoint.RopeScaling.Llama3;
import dev.r3.model.checkpoint.RopeScaling.LongRope;
import java.util.ArrayList;
import java.util.List;

/**
 * The angles a rotary embedding turns by a position, in float32 as transformers computes them: at large positions the
 * rounding is part of the model.
 *
 * <p>Deviation: for longrope, transformers takes the long frequencies for a whole batch once its longest row needs
 * them. Here each row's own length decides, so that a sample doesn't depend on its neighbours.
 *
 * @param within radians a position, for sequences within the first context
 * @param beyond the same for longer ones
 * @param firstContext the longest sequence, in tokens, that turns by {@code within}
 * @param scale what sines and cosines are multiplied by
 */
record RotaryFrequencies(List<Float> within, List<Float> beyond, int firstContext, double scale) {
    RotaryFrequencies {
        within = List.copyOf(within);
        beyond = List.copyOf(beyond);
    }

    /** The row of the script's table for a sequence of so many tokens. */
    int rowFor(int length) {
        return length > firstContext ? 1 : 0;
    }

    static RotaryFrequencies of(RopeConfig rope) {
        List<Float> plain = plain(rope);
        RopeScaling scaling = rope.scaling();
        if (scaling instanceof LongRope longRope) {
            return new RotaryFrequencies(
                    divided(rope, longRope.shortFactors()),
                    divided(rope, longRope.longFactors()),
                    longRope.originalPositions(),
                    longRope.attentionFactor());
        }
        List<Float> scaled = scaling instanceof Llama3 llama
                ? plain.stream().map(frequency -> llama3(llama, frequency)).toList()
                : plain;
        return new RotaryFrequencies(scaled, scaled, Integer.MAX_VALUE, 1);
    }

    /** theta ^ (-2i / R): RoFormer, arXiv 2104.09864, section 3.2.2. */
    private static List<Float> plain(RopeConfig rope) {
        List<Float> frequencies = new ArrayList<>();
        for (int i = 0; i < rope.rotarySize() / 2; i++) {
            frequencies.add(1 / wavelength(rope, i));
        }
        return frequencies;
    }

    private static List<Float> divided(RopeConfig rope, List<Double> factors) {
        List<Float> frequencies = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            frequencies.add(1 / (factors.get(i).floatValue() * wavelength(rope, i)));
        }
        return frequencies;
    }

    private static float wavelength(RopeConfig rope, int i) {
        float exponent = 2f * i / rope.rotarySize();
        return (float) Math.pow(rope.theta(), exponent);
    }

    /** Llama 3.1's blend by wavelength: long ones slowed by the factor, short ones kept, linear in 1 / wavelength between. */
    private static float llama3(Llama3 llama, float frequency) {
        float wavelength = (float) (2 * Math.PI) / frequency;
        if (wavelength < llama.originalPositions() / llama.highFrequencyFactor()) {
            return frequency;
        }
        float slowed = (float) (frequency / llama.factor());
        if (wavelength > llama.originalPositions() / llama.lowFrequencyFactor()) {
            return slowed;
        }
        double kept = (llama.originalPositions() / wavelength - llama.lowFrequencyFactor())
                / (llama.highFrequencyFactor() - llama.lowFrequencyFactor());
        return (float) ((1 - kept) * slowed + kept * frequency);
    }
}
