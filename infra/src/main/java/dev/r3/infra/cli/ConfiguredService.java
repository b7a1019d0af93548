package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.local.Service;
import dev.r3.infra.settings.S3Settings;
import dev.r3.infra.settings.ServerAddress;
import dev.r3.infra.settings.Settings;
import java.util.EnumMap;
import java.util.Map;

/**
 * A service that the user has configured: the local stack does not run it.
 *
 * @param address without credentials
 * @param variable that says so
 */
record ConfiguredService(String address, String variable) {
    ConfiguredService {
        requireNonNull(address, "address is null");
        requireNonNull(variable, "variable is null");
    }

    /** All that there are. */
    static Map<Service, ConfiguredService> of(Settings settings) {
        Map<Service, ConfiguredService> configured = new EnumMap<>(Service.class);
        settings.temporal()
                .ifPresent(temporal -> configured.put(
                        Service.TEMPORAL, new ConfiguredService(temporal.target(), "R3_TEMPORAL_ADDRESS")));
        settings.artifacts()
                .ifPresent(artifacts ->
                        configured.put(Service.ARTIFACTS, new ConfiguredService(bucket(artifacts), "R3_S3_BUCKET")));
        settings.tracking()
                .ifPresent(tracking -> configured.put(
                        Service.TRACKING,
                        new ConfiguredService(
                                ServerAddress.withoutCredentials(tracking.uri()), "MLFLOW_TRACKING_URI")));
        return configured;
    }

    private static String bucket(S3Settings artifacts) {
        String bucket = "s3://" + artifacts.bucket();
        return artifacts
                .endpoint()
                .map(ServerAddress::withoutCredentials)
                .map(endpoint -> bucket + " at " + endpoint)
                .orElse(bucket);
    }
}
