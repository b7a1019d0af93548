package dev.r3.infra.cli;

import dev.r3.model.decoder.ComputeThreads;
import java.util.Optional;
import picocli.CommandLine.Option;

/** With how many threads a command computes. */
final class ThreadsOption {

    @Option(names = "--threads", paramLabel = "K", description = "Threads that compute (default: the cores).")
    private Optional<Integer> threads = Optional.empty();

    /** From now on computes with the chosen threads. */
    void apply() {
        int count = threads.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        if (count < 1) {
            throw UserError.usage("--threads is %d; expected 1 or more".formatted(count));
        }
        ComputeThreads.use(count);
    }
}
