package dev.r3.infra.mlflow;

import dev.r3.activities.failure.TrackerFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Files of runs, through the server's artifact proxy. (The Java client's own calls shell out to Python.) */
final class MlflowFiles {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String root;
    private final MlflowCredentials credentials;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    MlflowFiles(URI server, MlflowCredentials credentials) {
        this.root = server.toString().replaceAll("/+$", "") + "/api/2.0/mlflow-artifacts/artifacts/";
        this.credentials = credentials;
    }

    /** Stores a text file beside a run; replaces what stood there. */
    void put(String experiment, String run, String path, String text) {
        URI target = URI.create(root + experiment + "/" + run + "/artifacts/" + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target).timeout(TIMEOUT).PUT(BodyPublishers.ofString(text));
        credentials.authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new TrackerFailure(
                        "MLflow answered HTTP %d to %s: %s".formatted(response.statusCode(), target, response.body()));
            }
        } catch (IOException e) {
            throw new TrackerFailure("MLflow does not answer at %s: %s".formatted(target, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrackerFailure("interrupted while storing %s".formatted(target), e);
        }
    }
}
