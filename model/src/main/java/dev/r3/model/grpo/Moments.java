package dev.r3.model.grpo;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Number, mean and spread of some values, of which parts can be added up (Chan et al. 1979).
 *
 * @param count of values
 * @param mean 0 if there is none
 * @param squares sum of the squared distances from the mean
 */
public record Moments(long count, double mean, double squares) {
    static final Moments NONE = new Moments(0, 0, 0);

    static Moments of(double... values) {
        if (values.length == 0) {
            return NONE;
        }
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new Moments(values.length, mean, squares);
    }

    /** Of the values of both. */
    Moments plus(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        long both = count + other.count;
        double distance = other.mean - mean;
        return new Moments(
                both,
                mean + distance * other.count / both,
                squares + other.squares + distance * distance * count * other.count / both);
    }

    /** With Bessel's correction (ddof 1); none for fewer than two values. */
    OptionalDouble standardDeviation() {
        return count < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / (count - 1)));
    }
}
