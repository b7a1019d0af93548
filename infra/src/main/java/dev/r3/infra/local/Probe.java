package dev.r3.infra.local;

/** Asks a server whether it is ready for its clients. */
@FunctionalInterface
interface Probe {
    /** Takes a few seconds at most. */
    boolean answers();
}
