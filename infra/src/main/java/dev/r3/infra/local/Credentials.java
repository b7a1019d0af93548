package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

/**
 * What signs a request to the local S3 server. Made once per home.
 *
 * @param accessKey names the signer
 * @param secretKey signs; never printed
 */
public record Credentials(String accessKey, String secretKey) {
    public Credentials {
        requireNonNull(accessKey, "accessKey is null");
        requireNonNull(secretKey, "secretKey is null");
    }

    @Override
    public String toString() {
        return "Credentials[accessKey=" + accessKey + ", secretKey=hidden]";
    }
}
