package dev.r3.infra.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How to run an MLflow server that keeps its runs in SQLite and its artifacts in the local S3 server. */
final class MlflowServer {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private MlflowServer() {}

    /** @param artifacts where its artifacts go, under the prefix {@code mlflow} */
    static ChildSpec spec(StackHome home, Ports ports, Path python, ArtifactsEndpoint artifacts) throws IOException {
        int port = ports.claim("mlflow");
        var command = List.of(
                python.toString(),
                "-m",
                "mlflow",
                "server",
                "--host",
                Loopback.HOST,
                "--port",
                Integer.toString(port),
                "--workers",
                "1",
                "--backend-store-uri",
                // Relative to the working directory: a URI cannot hold every path.
                "sqlite:///mlflow.db",
                "--serve-artifacts",
                "--artifacts-destination",
                "s3://" + artifacts.bucket() + "/mlflow",
                "--uvicorn-opts",
                "--log-level=warning");
        return new ChildSpec(
                Service.TRACKING,
                port,
                null,
                command,
                environment(artifacts),
                home.mlflow(),
                home.log(Service.TRACKING),
                new HealthPage(URI.create("http://" + Loopback.HOST + ":" + port + "/health")));
    }

    private static Map<String, String> environment(ArtifactsEndpoint artifacts) {
        return Map.ofEntries(
                Map.entry("MLFLOW_S3_ENDPOINT_URL", artifacts.endpoint().toString()),
                Map.entry("AWS_ACCESS_KEY_ID", artifacts.credentials().accessKey()),
                Map.entry("AWS_SECRET_ACCESS_KEY", artifacts.credentials().secretKey()),
                Map.entry("AWS_DEFAULT_REGION", artifacts.region()),
                // A user's profiles have no say here, and the cloud's metadata service is not asked.
                Map.entry("AWS_CONFIG_FILE", "/dev/null"),
                Map.entry("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
                Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
                // R3 runs no MLflow jobs; their runner takes 200 MB.
                Map.entry("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false"),
                Map.entry("MLFLOW_DISABLE_TELEMETRY", "true"),
                Map.entry("DO_NOT_TRACK", "true"),
                Map.entry("PYTHONNOUSERSITE", "1"));
    }

    /** Reads the page by which the server says that it is up. */
    private record HealthPage(URI address, HttpClient client) implements Probe {
        // uvicorn complains of an attempt to upgrade the protocol.
        private HealthPage(URI address) {
            this(
                    address,
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(PROBE_TIMEOUT)
                            .build());
        }

        @Override
        public boolean answers() {
            var request = HttpRequest.newBuilder(address).timeout(PROBE_TIMEOUT).build();
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
