package dev.r3.model.evaluate;

/**
 * By how much more one model passes the same tasks than another, as a share of all tasks.
 *
 * @param onlyFirst tasks that the first passes and the second doesn't
 * @param onlySecond the other way round
 */
public record PairedDifference(long onlyFirst, long onlySecond, long total) {
    /** The normal distribution's 97.5 % quantile. */
    private static final double Z = 1.959963984540054;

    public PairedDifference {
        if (onlyFirst < 0 || onlySecond < 0 || total < 1 || onlyFirst + onlySecond > total) {
            throw new IllegalArgumentException("%d against %d of %d".formatted(onlyFirst, onlySecond, total));
        }
    }

    /** The second's share minus the first's. */
    public double value() {
        return (double) (onlySecond - onlyFirst) / total;
    }

    /**
     * A 95 % interval by Agresti and Min (Statistics in Medicine 24, 2005): Wald's for matched pairs, d ± z √(b + c −
     * (c − b)²/n) / n, after half a task more in each of the four cells, so that it holds for few differing tasks too.
     */
    public Interval interval() {
        double n = total + 2.0;
        double differing = onlyFirst + onlySecond + 1.0;
        double more = onlySecond - onlyFirst;
        double half = Z * Math.sqrt(differing - more * more / n) / n;
        return new Interval(Math.max(-1, more / n - half), Math.min(1, more / n + half));
    }
}
