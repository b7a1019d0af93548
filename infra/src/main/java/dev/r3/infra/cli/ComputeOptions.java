package dev.r3.infra.cli;

import dev.r3.model.decoder.Precision;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a model computes. */
final class ComputeOptions {

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            converter = PrecisionOption.class,
            description = "fp32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision = Precision.FLOAT32;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    Precision precision() {
        return precision;
    }

    /** From now on computes with the chosen threads. */
    void applyThreads() {
        threads.apply();
    }
}
