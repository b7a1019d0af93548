package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Every service that an experiment runs on, configured or local.
 *
 * @param tracking empty if there is none: runs then wait in the artifact store
 * @param temporalUi where people look at workflows, if known
 */
public record Services(
        TemporalSettings temporal, S3Settings artifacts, Optional<MlflowSettings> tracking, Optional<URI> temporalUi) {
    public Services {
        requireNonNull(temporal, "temporal is null");
        requireNonNull(artifacts, "artifacts is null");
        requireNonNull(tracking, "tracking is null");
        requireNonNull(temporalUi, "temporalUi is null");
    }

    /** Where everything is, to tell one set of servers from another; no user and no password is in it. */
    public String addresses() {
        return "%s/%s, %s/%s, %s"
                .formatted(
                        temporal.target(),
                        temporal.namespace(),
                        artifacts
                                .endpoint()
                                .map(ServerAddress::withoutCredentials)
                                .orElse("AWS"),
                        artifacts.bucket(),
                        tracking.map(mlflow -> ServerAddress.withoutCredentials(mlflow.uri()))
                                .orElse("no MLflow"));
    }

    /** The page of a workflow, if there are pages. */
    public Optional<String> temporalUi(String workflowId) {
        return temporalUi.map(ui -> "%s/namespaces/%s/workflows/%s".formatted(ui, temporal.namespace(), workflowId));
    }
}
