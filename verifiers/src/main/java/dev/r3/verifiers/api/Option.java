package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

/** A setting that a verifier or a generator takes, as text. */
public record Option(String name, String defaultValue, String description) {
    public Option {
        requireNonNull(defaultValue, "defaultValue is null");
        requireNonNull(description, "description is null");
        if (!Names.isDashed(name)) {
            throw new IllegalArgumentException("option name is not in lower case with dashes: " + name);
        }
    }
}
