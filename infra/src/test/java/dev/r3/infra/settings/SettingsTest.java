package dev.r3.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void whoHasAKeyForTemporalMeansTls() {
        Map<String, String> cloud =
                Map.of("R3_TEMPORAL_ADDRESS", "cloud:7233", "TEMPORAL_API_KEY", "hush", "R3_TEMPORAL_NAMESPACE", "ml");
        TemporalSettings temporal = Settings.fromEnvironment(cloud).temporal().orElseThrow();
        assertThat(temporal.tls()).isPresent();
        assertThat(temporal.apiKey()).contains("hush");
        assertThat(temporal.toString()).contains("cloud:7233").doesNotContain("hush");

        Map<String, String> plain = new HashMap<>(cloud);
        plain.put("TEMPORAL_TLS", "false");
        assertThat(Settings.fromEnvironment(plain).temporal().orElseThrow().tls())
                .isEmpty();
    }

    @Test
    void filesOfTlsAreNamed(@TempDir Path folder) throws IOException {
        String there = Files.writeString(folder.resolve("there.pem"), "any").toString();
        Map<String, String> environment =
                new HashMap<>(Map.of("R3_TEMPORAL_ADDRESS", "temporal:7233", "TEMPORAL_TLS_CLIENT_CERT_PATH", there));
        assertThatThrownBy(() -> Settings.fromEnvironment(environment))
                .hasMessage("TEMPORAL_TLS_CLIENT_CERT_PATH is set but TEMPORAL_TLS_CLIENT_KEY_PATH is not; set both");
        environment.put("TEMPORAL_TLS_CLIENT_KEY_PATH", there + ".not");
        assertThatThrownBy(() -> Settings.fromEnvironment(environment))
                .hasMessageContaining("TEMPORAL_TLS_CLIENT_KEY_PATH is")
                .hasMessageEndingWith("expected an existing file");
        environment.put("TEMPORAL_TLS_CLIENT_KEY_PATH", there);
        assertThat(Settings.fromEnvironment(environment)
                        .temporal()
                        .orElseThrow()
                        .tls())
                .hasValueSatisfying(tls -> assertThat(tls.client()).isPresent());
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MLFLOW_TRACKING_URI | http://ann:hush-hush        | is 'http://ann:***'
            MLFLOW_TRACKING_URI | http://ann:hush hush@host   | is 'http://***@host'
            MLFLOW_TRACKING_URI | http://ann:hush/hush@host   | is 'http://***@host'
            MLFLOW_TRACKING_URI | http://ann:12/hush@host     | is 'http://***@host'
            MLFLOW_TRACKING_URI | http://ann:12?hush@host     | is 'http://***@host'
            MLFLOW_TRACKING_URI | http://ann:12#hush@host     | is 'http://***@host'
            MLFLOW_TRACKING_URI | http://ann:hush@hush@host   | is 'http://***@host'
            MLFLOW_TRACKING_URI | ftp://ann:hush@host:5000    | is 'ftp://***@host:5000'
            MLFLOW_TRACKING_URI | ann:hush@host:5000          | is '***@host:5000'
            MLFLOW_TRACKING_URI | ann:hush                    | is 'ann:***'
            MLFLOW_TRACKING_URI | ftp://host/?token=hush      | is 'ftp://host/?***'
            MLFLOW_TRACKING_URI | databricks                  | is 'databricks'; expected http(s)://[user:password@]host[:port]
            R3_S3_ENDPOINT      | http://key:hush@host        | holds a user or a password; expected http(s)://host[:port]; set AWS_ACCESS_KEY_ID
            R3_S3_ENDPOINT      | http://key:hush             | is 'http://key:***'
            R3_TEMPORAL_ADDRESS | ann:hush@host:7233          | is '***@host:7233'; expected host:port, without http://
            """)
    void noMessageShowsAPassword(String variable, String value, String expected) {
        assertThatThrownBy(() -> Settings.fromEnvironment(Map.of(variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(variable)
                .hasMessageContaining(expected)
                .hasStackTraceContaining(variable)
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("hush"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            R3_TEMPORAL_ADDRESS | http://host:7233 | is 'http://host:7233'; expected host:port, without http://
            R3_TEMPORAL_ADDRESS | host             | is 'host'; expected host:port
            R3_TEMPORAL_ADDRESS | host:            | is 'host:***'; expected host:port
            R3_TEMPORAL_ADDRESS | host:0           | is 'host:0'; expected host:port
            R3_TEMPORAL_ADDRESS | host:65536       | is 'host:65536'; expected host:port
            R3_TEMPORAL_ADDRESS | a b:7233         | is 'a b:7233'; expected host:port
            R3_TEMPORAL_ADDRESS | :7233            | is ':7233'; expected host:port
            R3_S3_ENDPOINT      | minio:9000       | is 'minio:9000'; expected http(s)://host[:port]
            R3_S3_BUCKET        | a/b              | is 'a/b'; expected a bucket's name alone; folders in it go into R3_S3_PREFIX
            R3_S3_BUCKET        | s3://a           | is 's3://a'; expected a bucket's name alone
            """)
    void saysWhatWasExpected(String variable, String value, String expected) {
        assertThatThrownBy(() -> Settings.fromEnvironment(Map.of(variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(variable)
                .hasMessageContaining(expected);
    }

    @Test
    void aFlagIsTrueOrFalse() {
        assertThatThrownBy(() -> Settings.fromEnvironment(Map.of("R3_S3_BUCKET", "b", "R3_S3_PATH_STYLE", "yes")))
                .hasMessage("R3_S3_PATH_STYLE is 'yes'; expected true or false");
    }

    @ParameterizedTest
    @CsvSource({"a/b, a/b", "/a/b/, a/b", "///, ''"})
    void slashesAroundThePrefixDoNotCount(String given, String prefix) {
        Settings settings = Settings.fromEnvironment(Map.of("R3_S3_BUCKET", "b", "R3_S3_PREFIX", given));
        assertThat(settings.artifacts())
                .hasValueSatisfying(s3 -> assertThat(s3.prefix()).isEqualTo(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ann:hush@host:5000/sub/", "https://hush@host", "http://ann:h%40%2Fhush@host"})
    void anAddressMayCarryAPasswordThatItsTextHides(String uri) {
        Settings settings = Settings.fromEnvironment(Map.of("MLFLOW_TRACKING_URI", uri));
        assertThat(settings.tracking()).contains(new MlflowSettings(URI.create(uri)));
        assertThat(settings.toString()).contains("host").doesNotContain("hush").doesNotContain("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hush hush", "hüsh", "hush\nhush"})
    void aTokenThatNoHeaderMayHoldIsRefusedAndNotShown(String token) {
        Map<String, String> environment =
                Map.of("MLFLOW_TRACKING_URI", "http://mlflow", "MLFLOW_TRACKING_TOKEN", token);
        assertThatThrownBy(() -> Settings.fromEnvironment(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MLFLOW_TRACKING_TOKEN holds characters that no HTTP header may")
                .hasMessageNotContaining("hush");
    }

    @Test
    void aTokenCountsOnlyWhereItIsSent() {
        Map<String, String> user = Map.of(
                "MLFLOW_TRACKING_URI",
                "http://mlflow",
                "MLFLOW_TRACKING_USERNAME",
                "ann",
                "MLFLOW_TRACKING_TOKEN",
                "a b");
        assertThat(Settings.fromEnvironment(user).tracking()).isPresent();
        Map<String, String> fromAFile =
                Map.of("MLFLOW_TRACKING_URI", "http://mlflow", "MLFLOW_TRACKING_TOKEN", "hush\n");
        assertThat(Settings.fromEnvironment(fromAFile).tracking()).isPresent();
        assertThat(Settings.fromEnvironment(Map.of("MLFLOW_TRACKING_TOKEN", "a b"))
                        .tracking())
                .isEmpty();
    }

    @Test
    void secretsDoNotShow() {
        assertThat(new S3Settings.Credentials("key", "hush").toString()).doesNotContain("hush");
    }
}
