package dev.r3.infra.settings;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * Which MLflow server shows the runs. User, password and token come from MLflow's own environment variables.
 *
 * @param uri may carry a user and a password; this record's text hides them
 */
public record MlflowSettings(URI uri) {
    public MlflowSettings {
        requireNonNull(uri, "uri is null");
    }

    @Override
    public String toString() {
        return "MlflowSettings[" + ServerAddress.withoutCredentials(uri) + "]";
    }
}
