package dev.r3.model.grpo;

import java.util.Arrays;
import java.util.OptionalDouble;

/** A mean in the making: parts add up. */
public record MeanSum(double sum, long count) {
    public static final MeanSum NONE = new MeanSum(0, 0);

    public static MeanSum of(double... values) {
        return new MeanSum(Arrays.stream(values).sum(), values.length);
    }

    public MeanSum plus(MeanSum other) {
        return new MeanSum(sum + other.sum, count + other.count);
    }

    /** None without a value. */
    public OptionalDouble mean() {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
