package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.settings.S3Settings;
import dev.r3.infra.settings.S3Settings.Credentials;
import java.net.URI;
import java.util.Optional;

/**
 * Where the local S3 server is. It wants path-style addresses and requests signed with version 4.
 *
 * @param endpoint its address
 * @param bucket the bucket that exists
 * @param region what to sign requests with; the server accepts any
 * @param credentials who may use it
 */
public record ArtifactsEndpoint(URI endpoint, String bucket, String region, Credentials credentials) {
    public ArtifactsEndpoint {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(bucket, "bucket is null");
        requireNonNull(region, "region is null");
        requireNonNull(credentials, "credentials is null");
    }

    /** How to use the bucket. */
    public S3Settings settings() {
        return new S3Settings(Optional.of(endpoint), region, bucket, "", true, Optional.of(credentials));
    }
}
