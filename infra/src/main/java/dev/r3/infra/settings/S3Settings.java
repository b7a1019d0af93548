package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Which bucket holds the artifacts.
 *
 * @param endpoint empty for AWS itself
 * @param credentials empty for the AWS SDK's own chain
 * @param pathStyle whether the bucket stands in the path, as most servers other than AWS want it
 */
public record S3Settings(
        Optional<URI> endpoint,
        String region,
        String bucket,
        String prefix,
        boolean pathStyle,
        Optional<Credentials> credentials) {

    /** A key pair; its text hides the secret. */
    public record Credentials(String accessKey, String secretKey) {
        public Credentials {
            requireNonNull(accessKey, "accessKey is null");
            requireNonNull(secretKey, "secretKey is null");
        }

        @Override
        public String toString() {
            return "Credentials[" + accessKey + ", hidden]";
        }
    }

    public S3Settings {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(region, "region is null");
        requireNonNull(bucket, "bucket is null");
        requireNonNull(prefix, "prefix is null");
        requireNonNull(credentials, "credentials is null");
    }
}
