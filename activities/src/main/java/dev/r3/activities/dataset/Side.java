package dev.r3.activities.dataset;

import java.util.Locale;

/** What a task is used for. */
public enum Side {
    /** Failures and updates come from here. */
    TRAIN,
    /** Choices: early stopping, best checkpoint. */
    VALIDATION,
    /** The final table, once. */
    TEST;

    /** The name in files and profiles, e.g. {@code train}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
