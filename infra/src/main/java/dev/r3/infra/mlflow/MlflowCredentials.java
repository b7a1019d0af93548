package dev.r3.infra.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Who we are to the server, by the variables that every MLflow client reads. Its text hides the secrets. */
final class MlflowCredentials {

    private final Optional<String> authorization;

    private MlflowCredentials(Optional<String> authorization) {
        this.authorization = authorization;
    }

    /**
     * User and password of the environment, else those in the server's address, else the token.
     *
     * @throws IllegalArgumentException if the token can't stand in a header; the message does not show it
     */
    static MlflowCredentials of(URI server, Map<String, String> environment) {
        String username = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
        String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
        if (!username.isEmpty()) {
            return basic(username + ":" + password);
        }
        if (server.getUserInfo() != null) {
            return basic(server.getUserInfo());
        }
        // A token that is read from a file often ends in a line break.
        String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "").strip();
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("MLFLOW_TRACKING_TOKEN holds characters that no HTTP header may");
        }
        return new MlflowCredentials(token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token));
    }

    private static MlflowCredentials basic(String pair) {
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new MlflowCredentials(Optional.of("Basic " + encoded));
    }

    /** The value of the Authorization header, if any. */
    Optional<String> authorization() {
        return authorization;
    }

    @Override
    public String toString() {
        return authorization.isPresent() ? "MlflowCredentials[hidden]" : "MlflowCredentials[]";
    }
}
