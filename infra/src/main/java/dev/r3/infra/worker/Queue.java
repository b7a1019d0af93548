package dev.r3.infra.worker;

import java.util.Locale;

/** The kinds of work that a worker can take. */
public enum Queue {
    /** Workflows and light activities. */
    CONTROL,
    /** Work for processors and disk. */
    CPU,
    /** Work in which a model computes. */
    GPU;

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
