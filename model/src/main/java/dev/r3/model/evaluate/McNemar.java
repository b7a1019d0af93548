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
        return Math.min(1, 2 * atMost(Math.min(onlyFirst, onlySecond)));
    }

    /** The exact one-sided p of the second passing no more often than the first: P(X ≥ c). */
    public double secondIsNoBetter() {
        // The distribution is symmetric: c or more is as likely as b or fewer.
        return Math.min(1, atMost(onlyFirst));
    }

    /** P(X ≤ most), summed in logarithms: no term is too small. */
    private double atMost(long most) {
        long n = onlyFirst + onlySecond;
        double logTerm = -n * Math.log(2); // log of C(n, 0) / 2^n
        double logSum = logTerm;
        for (long k = 1; k <= most; k++) {
            logTerm += Math.log((double) (n - k + 1) / k);
            logSum = logSum > logTerm
                    ? logSum + Math.log1p(Math.exp(logTerm - logSum))
                    : logTerm + Math.log1p(Math.exp(logSum - logTerm));
        }
        return Math.exp(logSum);
    }
}
