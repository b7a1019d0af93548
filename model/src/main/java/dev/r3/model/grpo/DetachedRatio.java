package dev.r3.model.grpo;

import java.util.Map;

/**
 * CISPO (arXiv 2506.13585, equation 4): −min(r, highest)·A·logprob, where no gradient goes through the ratio, so that no
 * token loses its gradient to the clip (TRL 3109–3111).
 *
 * @param highest ratio itself, not its distance from 1: TRL's {@code epsilon_high} under {@code cispo}, about 5
 */
public record DetachedRatio(double highest) implements Surrogate {
    public DetachedRatio {
        if (!(highest > 0 && Double.isFinite(highest))) {
            throw new IllegalArgumentException("the highest ratio must be a number above 0, not " + highest);
        }
    }

    @Override
    public TokenTerm term(double ratio, double logProb, double advantage) {
        double slope = -Math.min(ratio, highest) * advantage;
        return new TokenTerm(slope * logProb, 0, slope);
    }

    @Override
    public Clip clip(double ratio, double advantage) {
        return ratio > highest && advantage > 0 ? Clip.HIGH : Clip.NONE;
    }

    @Override
    public Map<String, Double> metrics(ClipCounts counts) {
        return counts.ratios() == 0 ? Map.of() : Map.of("cispo_clip_ratio", counts.highShare());
    }
}
