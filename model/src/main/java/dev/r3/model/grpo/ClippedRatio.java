package dev.r3.model.grpo;

import java.util.Map;

/**
 * PPO's clipped surrogate, −min(r·A, clamp(r, 1 − low, 1 + high)·A) (TRL 3112–3120; arXiv 2402.03300, equation 3; high
 * apart from low: DAPO, arXiv 2503.14476).
 *
 * @param low how far the ratio may fall, from 0 to 1
 * @param high how far it may rise, from 0
 */
public record ClippedRatio(double low, double high) implements Surrogate {
    public ClippedRatio {
        if (!(low >= 0 && low <= 1)) {
            throw new IllegalArgumentException("clip low must be in [0, 1], not " + low);
        }
        if (!(high >= 0 && Double.isFinite(high))) {
            throw new IllegalArgumentException("clip high must be a number of 0 or more, not " + high);
        }
    }

    @Override
    public TokenTerm term(double ratio, double logProb, double advantage) {
        double clamped = Math.min(Math.max(ratio, 1 - low), 1 + high);
        double value = -Math.min(ratio * advantage, clamped * advantage);
        double slope = clip(ratio, advantage) == Clip.NONE ? -ratio * advantage : 0;
        return new TokenTerm(value, slope, 0);
    }

    @Override
    public Clip clip(double ratio, double advantage) {
        if (ratio < 1 - low && advantage < 0) {
            return Clip.LOW;
        }
        return ratio > 1 + high && advantage > 0 ? Clip.HIGH : Clip.NONE;
    }

    @Override
    public Map<String, Double> metrics(ClipCounts counts) {
        if (counts.ratios() == 0) {
            return Map.of();
        }
        return Map.of(
                "clip_ratio/low_mean", counts.lowShare(),
                "clip_ratio/high_mean", counts.highShare(),
                "clip_ratio/region_mean", counts.lowShare() + counts.highShare());
    }
}
