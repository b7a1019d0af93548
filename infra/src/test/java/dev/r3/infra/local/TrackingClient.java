package dev.r3.infra.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.mlflow.tracking.MlflowClient;

/** Uses the local MLflow server as a client of it would. */
record TrackingClient(URI server, MlflowClient client, HttpClient http) {
    static TrackingClient of(URI server) {
        return new TrackingClient(server, new MlflowClient(server.toString()), HttpClient.newHttpClient());
    }

    /** Uploads a text through the server; the answer's status. */
    int upload(String path, String text) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(path))
                .PUT(HttpRequest.BodyPublishers.ofString(text))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    String download(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(path)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private URI address(String path) {
        return server.resolve("/api/2.0/mlflow-artifacts/artifacts/" + path);
    }
}
