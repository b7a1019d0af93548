package dev.r3.model.benchmark;

import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.Roofline;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a run of {@link GenerateBenchmark} took.
 *
 * @param tokens written in each repetition
 * @param seconds of each repetition
 * @param prefilled given tokens that went through the model in each
 * @param decoded written tokens that did
 * @param steps decoding steps
 * @param flops of all matrix products in each, attention included; a multiply-add counts as two
 * @param peakMemory the most memory that the process held so far, in bytes; empty where the system doesn't tell
 */
public record GenerateResult(
        long tokens,
        List<Double> seconds,
        long prefilled,
        long decoded,
        long steps,
        double flops,
        Parameters parameters,
        Precision precision,
        OptionalLong peakMemory,
        Roofline roofline) {
    public GenerateResult {
        seconds = List.copyOf(seconds);
    }

    public double bestSeconds() {
        return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double medianSeconds() {
        List<Double> sorted = seconds.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Written tokens a second, in the median repetition. */
    public double tokensPerSecond() {
        return tokens / medianSeconds();
    }

    /** The share of the machine's matrix products that a run's are. */
    public double shareOfCompute() {
        double peak = precision == Precision.FLOAT32 ? roofline.float32() : roofline.bfloat16();
        return flops / bestSeconds() / 1e9 / peak;
    }

    /** The share of the machine's copying speed at which steps read the weights; keys and values aren't counted. */
    public double shareOfBandwidth() {
        double bytes = (double) parameters.multiplied() * precision.bytes() * steps;
        return bytes / bestSeconds() / 1e9 / roofline.copy();
    }
}
