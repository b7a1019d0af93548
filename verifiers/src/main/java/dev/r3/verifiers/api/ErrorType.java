package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

/** A way in which an answer fails, e.g. {@code missed-target}. The code is stable: data and metrics carry it. */
public record ErrorType(String code, String description) {
    public ErrorType {
        requireNonNull(description, "description is null");
        if (!Names.isDashed(code)) {
            throw new IllegalArgumentException("error code is not in lower case with dashes: " + code);
        }
    }
}
