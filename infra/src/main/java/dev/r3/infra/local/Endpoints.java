package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Where the services of a running local stack are. A service is empty if nobody asked for it.
 *
 * @param temporal the workflow server
 * @param artifacts the artifact store
 * @param tracking the run tracker, or why it is absent
 */
public record Endpoints(
        Optional<TemporalEndpoint> temporal,
        Optional<ArtifactsEndpoint> artifacts,
        Optional<TrackingEndpoint> tracking) {
    /** Nobody asked for any. */
    public static final Endpoints NONE = new Endpoints(Optional.empty(), Optional.empty(), Optional.empty());

    public Endpoints {
        requireNonNull(temporal, "temporal is null");
        requireNonNull(artifacts, "artifacts is null");
        requireNonNull(tracking, "tracking is null");
    }
}
