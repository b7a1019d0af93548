package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/** Which MLflow server shows the runs. User, password and token come from MLflow's own environment variables. */
public record MlflowSettings(URI uri) {
    public MlflowSettings {
        requireNonNull(uri, "uri is null");
    }
}
