package dev.r3.infra.mlflow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.mlflow.tracking.creds.MlflowHostCreds;
import org.mlflow.tracking.creds.MlflowHostCredsProvider;

/** Who we are to the server, by the variables that every MLflow client reads. */
final class MlflowCredentials implements MlflowHostCredsProvider {

    private final URI uri;
    private final String username;
    private final String password;
    private final String token;

    private MlflowCredentials(URI uri, String username, String password, String token) {
        this.uri = uri;
        this.username = username;
        this.password = password;
        this.token = token;
    }

    static MlflowCredentials fromEnvironment(URI uri, Map<String, String> environment) {
        return new MlflowCredentials(
                uri,
                environment.getOrDefault("MLFLOW_TRACKING_USERNAME", ""),
                environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", ""),
                environment.getOrDefault("MLFLOW_TRACKING_TOKEN", ""));
    }

    @Override
    public MlflowHostCreds getHostCreds() {
        String host = uri.toString();
        if (!username.isEmpty()) {
            return new BasicMlflowHostCreds(host, username, password);
        }
        return token.isEmpty() ? new BasicMlflowHostCreds(host) : new BasicMlflowHostCreds(host, token);
    }

    @Override
    public void refresh() {
        // The environment does not change while the process lives.
    }

    /** The value of the Authorization header, if any. */
    Optional<String> authorization() {
        if (!username.isEmpty()) {
            byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
    }
}
