package dev.r3.infra.cli;

import dev.r3.model.decoder.ComputeThreads;
import dev.r3.model.decoder.Precision;
import java.util.Optional;
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

    @Option(names = "--threads", paramLabel = "K", description = "Threads for a matrix product (default: the cores).")
    private Optional<Integer> threads = Optional.empty();

    Precision precision() {
        return precision;
    }

    /** From now on computes with the chosen threads. */
    void applyThreads() {
        threads.ifPresent(count -> {
            if (count < 1) {
                throw UserError.usage("--threads is %d; expected 1 or more".formatted(count));
            }
            ComputeThreads.use(count);
        });
    }
}
