package dev.r3.infra.worker;

/** The kinds of work that a worker can take. */
public enum Queue {
    /** Workflows and light activities. */
    CONTROL,
    /** Work for processors and disk. */
    CPU
}
