package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which Temporal server runs the workflows. Its text hides the key.
 *
 * @param target host and port
 * @param tls empty for a server that is spoken to in the clear
 * @param apiKey goes with each call; empty for a server that wants none
 */
public record TemporalSettings(String target, String namespace, Optional<TemporalTls> tls, Optional<String> apiKey) {
    public TemporalSettings {
        requireNonNull(target, "target is null");
        requireNonNull(namespace, "namespace is null");
        requireNonNull(tls, "tls is null");
        requireNonNull(apiKey, "apiKey is null");
    }

    /** A server that is spoken to in the clear and wants no key, as the local one. */
    public TemporalSettings(String target, String namespace) {
        this(target, namespace, Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "TemporalSettings[%s, %s, %s, key %s]"
                .formatted(target, namespace, tls, apiKey.isPresent() ? "hidden" : "none");
    }
}
