package dev.r3.infra.settings;

import dev.r3.activities.stage.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Tells one configuration of services from another, secrets included, and shows none of it. */
public final class SettingsIdentity {

    private SettingsIdentity() {}

    /** The identity of what {@link Settings#fromEnvironment} and the clients of Temporal, S3 and MLflow read. */
    public static String of(Map<String, String> environment) {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (counts(name, environment)) {
                lines.append(name).append('=').append(value).append('\n');
            }
        });
        return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8)).abbreviated();
    }

    /** What a client reads counts only where its service is configured: the local ones' clients read none of it. */
    private static boolean counts(String name, Map<String, String> environment) {
        return name.startsWith("R3_TEMPORAL_")
                || name.startsWith("R3_S3_")
                || (name.startsWith("TEMPORAL_") && isSet("R3_TEMPORAL_ADDRESS", environment))
                || (name.startsWith("AWS_") && isSet("R3_S3_BUCKET", environment))
                || (name.startsWith("MLFLOW_TRACKING_") && isSet("MLFLOW_TRACKING_URI", environment));
    }

    private static boolean isSet(String name, Map<String, String> environment) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
