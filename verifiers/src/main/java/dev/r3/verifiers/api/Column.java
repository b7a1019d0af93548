package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

/**
 * A column of a family's standard row layout.
 *
 * @param optional whether rows may lack it
 */
public record Column(String name, Type type, boolean optional) {

    /** How a column is stored. */
    public enum Type {
        /** A JSON string; structured values are JSON inside the string, as published data sets have it. */
        TEXT,
        /** A 64-bit integer. */
        INTEGER,
        /** A list of 64-bit integers. */
        INTEGER_LIST
    }

    public Column {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }

    public static Column required(String name, Type type) {
        return new Column(name, type, false);
    }

    public static Column optional(String name, Type type) {
        return new Column(name, type, true);
    }
}
