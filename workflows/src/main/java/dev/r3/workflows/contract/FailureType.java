package dev.r3.workflows.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By which boundary an activity failed; the type of its {@code ApplicationFailure}. */
public enum FailureType {
    /** The spec asks for something that can't be. */
    CONFIG,
    /** The data is not what the spec says. */
    DATA,
    /** The artifact store. */
    STORAGE,
    /** The tracking server. */
    TRACKER,
    /** The model engine. */
    ENGINE,
    /** Memory ran out, and once more with half the tokens at a time. */
    OUT_OF_MEMORY,
    /** Training stopped itself: going on would spoil the model. */
    GATE,
    /** A stage that was computed again is not what it was. */
    DIFFERENCE,
    /** Its user stopped the experiment; what was committed and kept stands, and the same experiment goes on from there. */
    STOPPED;

    /** Whether trying again, unchanged, may help. */
    public boolean isRetryable() {
        return this == STORAGE || this == TRACKER || this == ENGINE;
    }

    /** The name on the wire, e.g. {@code r3.data}. */
    public String typeName() {
        return "r3." + name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FailureType> ofTypeName(String typeName) {
        return Arrays.stream(values())
                .filter(type -> type.typeName().equals(typeName))
                .findFirst();
    }
}
