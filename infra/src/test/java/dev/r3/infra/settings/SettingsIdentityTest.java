package dev.r3.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsIdentityTest {

    private static final Map<String, String> CONFIGURED = Map.of(
            "R3_S3_BUCKET", "bucket", "MLFLOW_TRACKING_URI", "http://mlflow", "R3_TEMPORAL_ADDRESS", "temporal:7233");

    @ParameterizedTest
    @CsvSource({
        "configured, R3_TEMPORAL_ADDRESS,      true",
        "configured, R3_TEMPORAL_NAMESPACE,    true",
        "configured, TEMPORAL_API_KEY,         true",
        "configured, R3_S3_PREFIX,             true",
        "configured, AWS_SECRET_ACCESS_KEY,    true",
        "configured, MLFLOW_TRACKING_PASSWORD, true",
        "configured, R3_JAVA_OPTIONS,          false",
        "configured, PATH,                     false",
        "local,      R3_TEMPORAL_ADDRESS,      true",
        "local,      TEMPORAL_API_KEY,         false",
        "local,      AWS_SECRET_ACCESS_KEY,    false",
        "local,      MLFLOW_TRACKING_PASSWORD, false"
    })
    void changesWithWhatTheServicesClientsRead(String services, String variable, boolean changes) {
        Map<String, String> before = services.equals("configured") ? CONFIGURED : Map.of();
        Map<String, String> after = new HashMap<>(before);
        after.put(variable, "hush");
        boolean changed = !SettingsIdentity.of(after).equals(SettingsIdentity.of(before));
        assertThat(changed).isEqualTo(changes);
        assertThat(SettingsIdentity.of(after)).doesNotContain("hush");
    }
}
