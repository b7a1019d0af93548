package dev.r3.workflows.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names an experiment by its spec: {@code r3-<name>-<first 12 hex digits of the resolved spec's digest>}. */
public record ExperimentId(@JsonValue String value) {

    private static final String PREFIX = "r3-";
    private static final int DIGITS = 12;
    private static final Pattern SHAPE = Pattern.compile(PREFIX + "[a-z0-9][a-z0-9-]*-[0-9a-f]{" + DIGITS + "}");

    @JsonCreator
    public ExperimentId {
        if (!isId(value)) {
            throw new IllegalArgumentException("not an experiment id: " + value);
        }
    }

    /** Whether a text is one. */
    public static boolean isId(String text) {
        return SHAPE.matcher(text).matches();
    }

    public static ExperimentId of(String name, Digest resolvedSpec) {
        return new ExperimentId(PREFIX + name + "-" + resolvedSpec.abbreviated());
    }

    /** Of its spec, which others may have too. */
    public String name() {
        return value.substring(PREFIX.length(), value.length() - DIGITS - 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
