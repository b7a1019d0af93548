package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.settings.TemporalTls.ClientCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The services that a user has configured; one that is empty comes from the local stack. Read from environment
 * variables only, so that a spec never says where it runs.
 */
public record Settings(
        Optional<TemporalSettings> temporal, Optional<S3Settings> artifacts, Optional<MlflowSettings> tracking) {

    private static final String API_KEY = "TEMPORAL_API_KEY";
    private static final String CLIENT_CERTIFICATE = "TEMPORAL_TLS_CLIENT_CERT_PATH";
    private static final String CLIENT_KEY = "TEMPORAL_TLS_CLIENT_KEY_PATH";
    private static final TemporalTls NOTHING_NAMED =
            new TemporalTls(Optional.empty(), Optional.empty(), Optional.empty());

    public Settings {
        requireNonNull(temporal, "temporal is null");
        requireNonNull(artifacts, "artifacts is null");
        requireNonNull(tracking, "tracking is null");
    }

    /**
     * Reads {@code R3_TEMPORAL_ADDRESS}, {@code R3_TEMPORAL_NAMESPACE}, {@code R3_S3_ENDPOINT}, {@code R3_S3_BUCKET},
     * {@code R3_S3_PREFIX}, {@code R3_S3_REGION}, {@code R3_S3_PATH_STYLE} and {@code MLFLOW_TRACKING_URI}. Keys come from
     * the services' own variables: those of S3 and MLflow are read by their clients, and of {@code MLFLOW_TRACKING_TOKEN}
     * it is seen that it can be sent; those of Temporal are {@code TEMPORAL_API_KEY}, {@code TEMPORAL_TLS},
     * {@code TEMPORAL_TLS_SERVER_CA_CERT_PATH}, {@code TEMPORAL_TLS_CLIENT_CERT_PATH},
     * {@code TEMPORAL_TLS_CLIENT_KEY_PATH} and {@code TEMPORAL_TLS_SERVER_NAME}, as its command line reads them.
     *
     * @throws IllegalArgumentException if a value can't be; the message names the variable
     */
    public static Settings fromEnvironment(Map<String, String> environment) {
        EnvironmentReader reader = new EnvironmentReader(environment);
        return new Settings(
                reader.target("R3_TEMPORAL_ADDRESS").map(target -> temporal(target, reader)),
                artifacts(reader),
                tracking(reader));
    }

    private static TemporalSettings temporal(String target, EnvironmentReader reader) {
        reader.requireHeaderWord(API_KEY);
        Optional<String> apiKey = reader.text(API_KEY);
        return new TemporalSettings(
                target, reader.text("R3_TEMPORAL_NAMESPACE").orElse("default"), tls(reader, apiKey), apiKey);
    }

    /** Who has a key or names a file of TLS means TLS unless told otherwise. */
    private static Optional<TemporalTls> tls(EnvironmentReader reader, Optional<String> apiKey) {
        TemporalTls tls = new TemporalTls(
                reader.file("TEMPORAL_TLS_SERVER_CA_CERT_PATH"),
                clientCertificate(reader),
                reader.text("TEMPORAL_TLS_SERVER_NAME"));
        boolean meant = apiKey.isPresent() || !tls.equals(NOTHING_NAMED);
        return reader.flag("TEMPORAL_TLS").orElse(meant) ? Optional.of(tls) : Optional.empty();
    }

    private static Optional<ClientCertificate> clientCertificate(EnvironmentReader reader) {
        Optional<Path> chain = reader.file(CLIENT_CERTIFICATE);
        Optional<Path> key = reader.file(CLIENT_KEY);
        if (chain.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("%s is set but %s is not; set both"
                    .formatted(
                            chain.isPresent() ? CLIENT_CERTIFICATE : CLIENT_KEY,
                            chain.isPresent() ? CLIENT_KEY : CLIENT_CERTIFICATE));
        }
        return chain.map(file -> new ClientCertificate(file, key.orElseThrow()));
    }

    private static Optional<MlflowSettings> tracking(EnvironmentReader reader) {
        Optional<URI> address = reader.addressWithCredentials("MLFLOW_TRACKING_URI");
        if (address.isPresent()
                && address.get().getRawUserInfo() == null
                && reader.text("MLFLOW_TRACKING_USERNAME").isEmpty()) {
            reader.requireHeaderWord("MLFLOW_TRACKING_TOKEN");
        }
        return address.map(MlflowSettings::new);
    }

    private static Optional<S3Settings> artifacts(EnvironmentReader reader) {
        Optional<URI> endpoint =
                reader.address("R3_S3_ENDPOINT", "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY instead");
        Optional<String> bucket = reader.text("R3_S3_BUCKET");
        if (bucket.isEmpty()) {
            if (endpoint.isPresent()) {
                throw new IllegalArgumentException("R3_S3_ENDPOINT is set but R3_S3_BUCKET is not; set both");
            }
            return Optional.empty();
        }
        if (!isBucketName(bucket.get())) {
            throw new IllegalArgumentException(
                    "R3_S3_BUCKET is '%s'; expected a bucket's name alone; folders in it go into R3_S3_PREFIX"
                            .formatted(bucket.get()));
        }
        boolean pathStyle = reader.flag("R3_S3_PATH_STYLE").orElse(endpoint.isPresent());
        return Optional.of(new S3Settings(
                endpoint,
                reader.text("R3_S3_REGION").orElse("us-east-1"),
                bucket.get(),
                reader.text("R3_S3_PREFIX").map(Settings::withoutOuterSlashes).orElse(""),
                pathStyle,
                Optional.empty()));
    }

    /** What old buckets and servers other than AWS take, too. */
    private static boolean isBucketName(String name) {
        return name.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '.'
                        || c == '-'
                        || c == '_');
    }

    private static String withoutOuterSlashes(String prefix) {
        int start = 0;
        int end = prefix.length();
        while (start < end && prefix.charAt(start) == '/') {
            start++;
        }
        while (end > start && prefix.charAt(end - 1) == '/') {
            end--;
        }
        return prefix.substring(start, end);
    }
}
