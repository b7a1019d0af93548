package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

/**
 * Which Temporal server runs the workflows.
 *
 * @param target host and port
 */
public record TemporalSettings(String target, String namespace) {
    public TemporalSettings {
        requireNonNull(target, "target is null");
        requireNonNull(namespace, "namespace is null");
    }
}
