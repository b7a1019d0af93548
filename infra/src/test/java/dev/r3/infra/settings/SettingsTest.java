package dev.r3.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void nothingIsConfiguredByDefault() {
        assertThat(Settings.fromEnvironment(Map.of()))
                .isEqualTo(new Settings(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void readsAddresses() {
        Settings settings = Settings.fromEnvironment(Map.of(
                "R3_TEMPORAL_ADDRESS", "temporal:7233",
                "R3_S3_ENDPOINT", "http://minio:9000",
                "R3_S3_BUCKET", "experiments",
                "MLFLOW_TRACKING_URI", "https://mlflow.example"));
        assertThat(settings.temporal()).contains(new TemporalSettings("temporal:7233", "default"));
        assertThat(settings.artifacts())
                .hasValueSatisfying(s3 -> assertThat(s3.pathStyle()).isTrue());
        assertThat(settings.tracking()).contains(new MlflowSettings(URI.create("https://mlflow.example")));
    }

    @Test
    void aBucketAloneIsOnAws() {
        Settings settings = Settings.fromEnvironment(Map.of("R3_S3_BUCKET", "experiments"));
        assertThat(settings.artifacts()).hasValueSatisfying(s3 -> {
            assertThat(s3.endpoint()).isEmpty();
            assertThat(s3.pathStyle()).isFalse();
        });
    }

    @Test
    void namesTheVariableThatIsWrong() {
        assertThatThrownBy(() -> Settings.fromEnvironment(Map.of("MLFLOW_TRACKING_URI", "localhost:5000")))
                .hasMessageContaining("MLFLOW_TRACKING_URI is 'localhost:5000'");
        assertThatThrownBy(() -> Settings.fromEnvironment(Map.of("R3_S3_ENDPOINT", "http://minio:9000")))
                .hasMessageContaining("R3_S3_BUCKET");
    }

    @Test
    void secretsDoNotShow() {
        assertThat(new S3Settings.Credentials("key", "hush").toString()).doesNotContain("hush");
    }
}
