package dev.r3.model.evaluate;

/**
 * One task's answers, sampled.
 *
 * @param passed how many of them
 */
public record PassAtK(int passed, int samples) {
    public PassAtK {
        if (samples < 1 || passed < 0 || passed > samples) {
            throw new IllegalArgumentException(passed + " of " + samples);
        }
    }

    /**
     * The chance that of k answers, drawn without replacement, one at least passes: 1 − C(n − c, k) / C(n, k), without
     * bias (Chen et al. 2021, arXiv 2107.03374, equation 1).
     *
     * @param k 1 to the number of samples
     */
    public double unbiased(int k) {
        if (k < 1 || k > samples) {
            throw new IllegalArgumentException("pass@%d of %d samples".formatted(k, samples));
        }
        double allFail = 1;
        for (int drawn = 0; drawn < k; drawn++) {
            allFail *= (double) Math.max(0, samples - passed - drawn) / (samples - drawn);
        }
        return 1 - allFail;
    }

    /** The share that passes: avg@k of all the answers. */
    public double average() {
        return (double) passed / samples;
    }
}
