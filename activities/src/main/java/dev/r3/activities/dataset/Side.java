package dev.r3.activities.dataset;

import java.util.Locale;

/** A side of the split. */
public enum Side {
    TRAIN,
    VALIDATION,
    TEST;

    /** The name in lower case, as files and digests carry it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The Parquet file that holds this side's tasks. */
    public String fileName() {
        return label() + ".parquet";
    }
}
