package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import dev.r3.model.benchmark.Machine;
import dev.r3.model.decoder.ComputeThreads;

/**
 * What a stage was computed on.
 *
 * @param processor its name
 * @param cores that the process could use
 * @param threads that computed
 */
public record Hardware(String processor, int cores, int threads) {
    public Hardware {
        requireNonNull(processor, "processor is null");
    }

    /** This process's. */
    public static Hardware here() {
        return new Hardware(
                Machine.processorName(), Runtime.getRuntime().availableProcessors(), ComputeThreads.inUse());
    }
}
