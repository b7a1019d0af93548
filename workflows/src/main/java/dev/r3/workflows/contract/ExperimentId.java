package dev.r3.workflows.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Names an experiment by its spec: {@code r3-<name>-<first 12 hex digits of the resolved spec's digest>}. */
public record ExperimentId(@JsonValue String value) {

    private static final Pattern SHAPE = Pattern.compile("r3-[a-z0-9][a-z0-9-]*-[0-9a-f]{12}");

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
        return new ExperimentId("r3-" + name + "-" + resolvedSpec.abbreviated());
    }

    @Override
    public String toString() {
        return value;
    }
}
