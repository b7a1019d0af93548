package dev.r3.model.decoder;

/**
 * How the next token is chosen. Applied in transformers' order: repetition penalty, temperature, top-k, top-p, min-p.
 *
 * @param temperature scores are divided by it; 0 takes the best token
 * @param topK only so many best tokens; 0 for all
 * @param topP only the fewest best tokens that hold this much probability; 1 for all
 * @param minP only tokens at least so likely as this share of the likeliest; 0 for all
 * @param repetitionPenalty divides positive and multiplies negative scores of tokens that occurred; 1 for none
 */
public record Sampling(double temperature, int topK, double topP, double minP, double repetitionPenalty) {
    public Sampling {
        require(temperature >= 0 && Double.isFinite(temperature), "temperature", "a number of 0 or more", temperature);
        require(topK >= 0, "top-k", "0 or more", topK);
        require(topP > 0 && topP <= 1, "top-p", "in (0, 1]", topP);
        require(minP >= 0 && minP <= 1, "min-p", "in [0, 1]", minP);
        require(
                repetitionPenalty > 0 && Double.isFinite(repetitionPenalty),
                "repetition penalty",
                "positive",
                repetitionPenalty);
    }

    /** The best token each time. */
    public static Sampling greedy() {
        return atTemperature(0);
    }

    public static Sampling atTemperature(double temperature) {
        return new Sampling(temperature, 0, 1, 0, 1);
    }

    public boolean isGreedy() {
        return temperature == 0;
    }

    /** Whether scores are drawn from as they are, or the best is taken. */
    boolean isPlain() {
        boolean untruncated = isGreedy() || (temperature == 1 && topK == 0 && topP == 1 && minP == 0);
        return untruncated && !isPenalised();
    }

    boolean isPenalised() {
        return repetitionPenalty != 1;
    }

    private static void require(boolean holds, String name, String expected, Number found) {
        if (!holds) {
            throw new IllegalArgumentException("%s must be %s, not %s".formatted(name, expected, found));
        }
    }
}
