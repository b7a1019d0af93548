package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a Temporal server is spoken to over TLS.
 *
 * @param authorities PEM file of the authorities that may vouch for the server; empty for the machine's own
 * @param client what the client shows; empty if the server does not ask for it
 * @param serverName that the server's certificate has; empty for the address's host
 */
public record TemporalTls(Optional<Path> authorities, Optional<ClientCertificate> client, Optional<String> serverName) {

    /**
     * What a client shows.
     *
     * @param chain PEM file of the certificate and those between it and the authority
     * @param key PEM file of its private key in PKCS #8
     */
    public record ClientCertificate(Path chain, Path key) {
        public ClientCertificate {
            requireNonNull(chain, "chain is null");
            requireNonNull(key, "key is null");
        }
    }

    public TemporalTls {
        requireNonNull(authorities, "authorities is null");
        requireNonNull(client, "client is null");
        requireNonNull(serverName, "serverName is null");
    }
}
