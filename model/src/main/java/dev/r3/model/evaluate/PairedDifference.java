package dev.r3.model.evaluate;

import java.util.OptionalDouble;

/**
 * How two models that answered the same tasks differ in the shares that they pass.
 *
 * @param both tasks that both pass
 * @param onlyFirst tasks that only the first passes
 * @param onlySecond tasks that only the second passes
 * @param neither tasks that none passes
 */
public record PairedDifference(long both, long onlyFirst, long onlySecond, long neither) {
    public PairedDifference {
        if (both < 0 || onlyFirst < 0 || onlySecond < 0 || neither < 0 || both + onlyFirst + onlySecond + neither < 1) {
            throw new IllegalArgumentException("%d, %d, %d, %d".formatted(both, onlyFirst, onlySecond, neither));
        }
    }

    /** The first's share less the second's. */
    public double difference() {
        return (double) (onlyFirst - onlySecond) / total();
    }

    /** The difference in parts of the second's share; empty if that is none. */
    public OptionalDouble relative() {
        return both + onlySecond == 0 ? OptionalDouble.empty() : OptionalDouble.of(difference() / second().share());
    }

    private Proportion second() {
        return new Proportion(both + onlySecond, total());
    }

    /** Whether the two pass equally often. */
    public McNemar test() {
        return new McNemar(onlyFirst, onlySecond);
    }

    /**
     * The 95 % interval of the difference by Newcombe's square-and-add method for pairs (Newcombe 1998, method 10): with
     * Wilson's intervals (l, u) of the two shares and their correlation φ, down to
     * d − √((p₁−l₁)² − 2φ(p₁−l₁)(u₂−p₂) + (u₂−p₂)²), and up likewise.
     */
    public Interval newcombe() {
        Proportion first = new Proportion(both + onlyFirst, total());
        Proportion second = second();
        double down =
                reach(first.share() - first.wilson().low(), second.wilson().high() - second.share());
        double up = reach(
                first.wilson().high() - first.share(),
                second.share() - second.wilson().low());
        return new Interval(Math.max(-1, difference() - down), Math.min(1, difference() + up));
    }

    private double reach(double ofFirst, double ofSecond) {
        double square = ofFirst * ofFirst - 2 * correlation() * ofFirst * ofSecond + ofSecond * ofSecond;
        return Math.sqrt(Math.max(0, square));
    }

    /** φ, corrected for continuity where it is positive. */
    private double correlation() {
        double product =
                (double) (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
        if (product == 0) {
            return 0;
        }
        double covariance = (double) both * neither - (double) onlyFirst * onlySecond;
        double corrected = covariance > 0 ? Math.max(0, covariance - total() / 2.0) : covariance;
        return corrected / Math.sqrt(product);
    }

    private long total() {
        return both + onlyFirst + onlySecond + neither;
    }
}
