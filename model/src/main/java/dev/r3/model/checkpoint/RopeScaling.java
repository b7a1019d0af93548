package dev.r3.model.checkpoint;

import java.util.List;

/** How a family stretches rotary frequencies beyond the context it was first trained on. */
public sealed interface RopeScaling {

    /** The frequencies as they are. */
    record Unscaled() implements RopeScaling {}

    /**
     * Llama 3.1: long wavelengths are divided by the factor, short ones kept, those between blended.
     *
     * @param originalPositions context of the first training, in tokens
     */
    record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
            implements RopeScaling {
        public Llama3 {
            if (!(factor >= 1) || !(highFrequencyFactor > lowFrequencyFactor) || originalPositions < 1) {
                throw new IllegalArgumentException("llama3 factor " + factor + ", frequency factors "
                        + lowFrequencyFactor + " and " + highFrequencyFactor + ", " + originalPositions + " positions");
            }
        }
    }

    /**
     * Phi-3: one divisor a frequency, another set of them once a sequence is longer than the first context.
     *
     * @param shortFactors divisors up to originalPositions tokens
     * @param longFactors divisors beyond
     * @param attentionFactor what sines and cosines are multiplied by
     */
    record LongRope(List<Double> shortFactors, List<Double> longFactors, int originalPositions, double attentionFactor)
            implements RopeScaling {
        public LongRope {
            shortFactors = List.copyOf(shortFactors);
            longFactors = List.copyOf(longFactors);
            if (originalPositions < 1 || !(attentionFactor > 0) || Double.isInfinite(attentionFactor)) {
                throw new IllegalArgumentException(
                        "longrope over " + originalPositions + " positions, attention factor " + attentionFactor);
            }
        }
    }
}
