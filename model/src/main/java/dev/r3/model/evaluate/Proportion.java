package dev.r3.model.evaluate;

/** So many of so many. */
public record Proportion(long count, long total) {
    /** The normal distribution's 97.5 % quantile. */
    private static final double Z = 1.959963984540054;

    public Proportion {
        if (count < 0 || count > total || total < 1) {
            throw new IllegalArgumentException(count + " of " + total);
        }
    }

    public double share() {
        return (double) count / total;
    }

    /**
     * Wilson's 95 % score interval (Wilson 1927), for shares near 0 and 1 too: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) /
     * (1 + z²/n).
     */
    public Interval wilson() {
        return wilson(share(), (double) total);
    }

    /** The same of a share of so many, which may be no whole number. */
    static Interval wilson(double p, double total) {
        double zz = Z * Z / total;
        double middle = (p + zz / 2) / (1 + zz);
        double half = Z * Math.sqrt(p * (1 - p) / total + zz / (4 * total)) / (1 + zz);
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
