package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Where the local Temporal server is. Its namespace is {@code default}.
 *
 * @param target {@code host:port} of its gRPC service
 * @param ui its web pages; none when it is the in-memory server
 * @param durable whether workflows survive the end of the server
 */
public record TemporalEndpoint(String target, Optional<URI> ui, boolean durable) {
    public TemporalEndpoint {
        requireNonNull(target, "target is null");
        requireNonNull(ui, "ui is null");
    }
}
