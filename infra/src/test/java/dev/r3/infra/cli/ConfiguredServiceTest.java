package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.local.Service;
import dev.r3.infra.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredServiceTest {

    @Test
    void whatIsConfiguredIsShownWithoutItsSecrets() {
        Settings settings = Settings.fromEnvironment(Map.of(
                "R3_TEMPORAL_ADDRESS", "temporal.example:7233",
                "R3_S3_BUCKET", "artifacts",
                "R3_S3_ENDPOINT", "http://127.0.0.1:9000",
                "MLFLOW_TRACKING_URI", "https://me:secret@mlflow.example"));
        assertThat(ConfiguredService.of(settings))
                .containsExactly(
                        Map.entry(
                                Service.TEMPORAL,
                                new ConfiguredService("temporal.example:7233", "R3_TEMPORAL_ADDRESS")),
                        Map.entry(
                                Service.ARTIFACTS,
                                new ConfiguredService("s3://artifacts at http://127.0.0.1:9000", "R3_S3_BUCKET")),
                        Map.entry(
                                Service.TRACKING,
                                new ConfiguredService("https://mlflow.example", "MLFLOW_TRACKING_URI")));
    }

    @Test
    void theLocalStackRunsTheOthers() {
        assertThat(ConfiguredService.of(Settings.fromEnvironment(Map.of()))).isEmpty();
        assertThat(ConfiguredService.of(Settings.fromEnvironment(Map.of("R3_S3_BUCKET", "artifacts"))))
                .containsExactly(Map.entry(Service.ARTIFACTS, new ConfiguredService("s3://artifacts", "R3_S3_BUCKET")));
    }
}
