package dev.r3.workflows.contract;

import java.util.List;
import java.util.Locale;

/** What stands before an arm's retries. */
public enum SecondTryChoice {
    /** The model's own reflection: the method. */
    REFLECTION,
    /** Nothing. */
    NO_REFLECTION,
    /** One text for all tasks. */
    GENERIC_REFLECTION,
    /** What the model wrote on another task. */
    FOREIGN_REFLECTION;

    /** All but the method, in the order of the table. */
    public static final List<SecondTryChoice> CONTROLS = List.of(NO_REFLECTION, GENERIC_REFLECTION, FOREIGN_REFLECTION);

    /** As arms are named after it, e.g. {@code no-reflection}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
