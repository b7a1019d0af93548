package dev.r3.infra.spec;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.spec.EndpointSpec;

/**
 * A model behind a server that a spec names. Nobody has looked whether it is there.
 *
 * @param digest of its name
 */
public record ServedModel(EndpointSpec endpoint, Digest digest) implements ResolvedModel {
    public ServedModel {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(digest, "digest is null");
    }
}
