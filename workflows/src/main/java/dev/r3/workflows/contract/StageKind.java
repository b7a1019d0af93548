package dev.r3.workflows.contract;

import java.util.Locale;

/** The stages of an experiment, in order. */
public enum StageKind {
    DATASET;

    /** The name in specs, keys and messages, e.g. {@code dataset}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
