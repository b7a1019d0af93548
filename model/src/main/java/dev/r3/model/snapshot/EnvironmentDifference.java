package dev.r3.model.snapshot;

import static java.util.Objects.requireNonNull;

/**
 * A fact of the environment that has changed since the snapshot, so that the continuation need not be bitwise equal.
 *
 * @param then its value in the snapshot, empty for none
 * @param now its value in this process, empty for none
 */
public record EnvironmentDifference(String name, String then, String now) {
    public EnvironmentDifference {
        requireNonNull(name, "name is null");
        requireNonNull(then, "then is null");
        requireNonNull(now, "now is null");
    }
}
