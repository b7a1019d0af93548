package dev.r3.model.decoder;

/** What a forward pass of training says of the J judged tokens. */
public final class TokenScores {
    private final double[] logProbs; // [J]
    private final double[] entropies; // [J]

    TokenScores(double[] logProbs, double[] entropies) {
        this.logProbs = logProbs;
        this.entropies = entropies;
    }

    /** J. */
    public int size() {
        return logProbs.length;
    }

    /** The log-probability of each, in nats, at the batch's temperature. */
    public double[] logProbs() {
        return logProbs.clone();
    }

    /** The entropy of the distribution that each was judged by, in nats. */
    public double[] entropies() {
        return entropies.clone();
    }
}
