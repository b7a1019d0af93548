package dev.r3.model.evaluate;

/**
 * McNemar's test whether two models that answered the same tasks pass equally often: of the tasks that only one of them
 * passes, each would pass half.
 *
 * @param onlyFirst tasks that the first passes and the second doesn't
 * @param onlySecond the other way round
 */
public record McNemar(long onlyFirst, long onlySecond) {
    public McNemar {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException(onlyFirst + " against " + onlySecond);
        }
    }

    /**
     * The exact two-sided p: min(1, 2 P(X ≤ min(b, c))) for X of the binomial distribution of b + c with 1/2. 0 where it
     * is too small for a double.
     */
    public double exact() {
        long n = onlyFirst + onlySecond;
        long least = Math.min(onlyFirst, onlySecond);
        double logTerm = -n * Math.log(2); // log of C(n, 0) / 2^n
        double logSum = logTerm;
        for (long k = 1; k <= least; k++) {
            logTerm += Math.log((double) (n - k + 1) / k);
            logSum = logTerm + Math.log1p(Math.exp(logSum - logTerm));
        }
        return Math.min(1, 2 * Math.exp(logSum));
    }
}
