package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * The services that a user has configured; one that is empty comes from the local stack. Read from environment
 * variables only, so that a spec never says where it runs.
 */
public record Settings(
        Optional<TemporalSettings> temporal, Optional<S3Settings> artifacts, Optional<MlflowSettings> tracking) {

    public Settings {
        requireNonNull(temporal, "temporal is null");
        requireNonNull(artifacts, "artifacts is null");
        requireNonNull(tracking, "tracking is null");
    }

    /**
     * Reads {@code R3_TEMPORAL_ADDRESS}, {@code R3_TEMPORAL_NAMESPACE}, {@code R3_S3_ENDPOINT}, {@code R3_S3_BUCKET},
     * {@code R3_S3_PREFIX}, {@code R3_S3_REGION}, {@code R3_S3_PATH_STYLE} and {@code MLFLOW_TRACKING_URI}. Keys for S3
     * and MLflow come from these clients' own variables.
     *
     * @throws IllegalArgumentException if a value can't be; the message names the variable
     */
    public static Settings fromEnvironment(Map<String, String> environment) {
        return new Settings(
                variable(environment, "R3_TEMPORAL_ADDRESS")
                        .map(target -> new TemporalSettings(
                                target,
                                variable(environment, "R3_TEMPORAL_NAMESPACE").orElse("default"))),
                artifacts(environment),
                uri(environment, "MLFLOW_TRACKING_URI").map(MlflowSettings::new));
    }

    private static Optional<S3Settings> artifacts(Map<String, String> environment) {
        Optional<URI> endpoint = uri(environment, "R3_S3_ENDPOINT");
        Optional<String> bucket = variable(environment, "R3_S3_BUCKET");
        if (bucket.isEmpty()) {
            if (endpoint.isPresent()) {
                throw new IllegalArgumentException("R3_S3_ENDPOINT is set but R3_S3_BUCKET is not; set both");
            }
            return Optional.empty();
        }
        boolean pathStyle = flag(environment, "R3_S3_PATH_STYLE").orElse(endpoint.isPresent());
        return Optional.of(new S3Settings(
                endpoint,
                variable(environment, "R3_S3_REGION").orElse("us-east-1"),
                bucket.get(),
                variable(environment, "R3_S3_PREFIX").orElse(""),
                pathStyle,
                Optional.empty()));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Optional<Boolean> flag(Map<String, String> environment, String name) {
        return variable(environment, name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("%s is '%s'; expected true or false".formatted(name, value));
        });
    }

    private static Optional<URI> uri(Map<String, String> environment, String name) {
        return variable(environment, name).map(value -> {
            try {
                URI uri = new URI(value);
                if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    throw new IllegalArgumentException(
                            "%s is '%s'; expected http(s)://host[:port]".formatted(name, value));
                }
                return uri;
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(
                        "%s is '%s'; expected http(s)://host[:port]".formatted(name, value), e);
            }
        });
    }
}
