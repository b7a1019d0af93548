package dev.r3.infra.mlflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.http.BoundedBody;
import dev.r3.activities.http.NetworkReason;
import dev.r3.infra.settings.ServerAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of MLflow's REST interface, each in bounded time and memory. MLflow's own Java client is not used: it sets no
 * timeout, and two answers "too many requests" leave it waiting for its own connections for ever.
 *
 * <p>Nothing is retried here: every delivery may be repeated as a whole, and whoever asked for it does so.
 */
final class MlflowRest {

    private static final long MOST_BYTES_ANSWERED = 8L << 20;

    /** A report of 20 MB is through well within the two minutes that a delivery may take. */
    private static final long SLOWEST_BYTES_A_SECOND = 500_000;

    private final String root;
    private final MlflowCredentials credentials;
    private final Duration patience;
    private final HttpClient http;

    /** @param patience how long one call may take */
    MlflowRest(URI address, MlflowCredentials credentials, Duration patience) {
        this.root = ServerAddress.withoutCredentials(address);
        this.credentials = credentials;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                // Else each plain-text connection asks for HTTP/2 first, which Python's servers log as an error.
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    /** The server's address without a final slash. */
    String root() {
        return root;
    }

    /** @param call e.g. {@code experiments/get-by-name} */
    MlflowAnswer get(String call, String key, String value) {
        String query = key + "=" + encoded(value);
        return send(HttpRequest.newBuilder(URI.create(root + "/api/2.0/mlflow/" + call + "?" + query)));
    }

    MlflowAnswer get(String call, String key, String value, String secondKey, String secondValue) {
        String query = key + "=" + encoded(value) + "&" + secondKey + "=" + encoded(secondValue);
        return send(HttpRequest.newBuilder(URI.create(root + "/api/2.0/mlflow/" + call + "?" + query)));
    }

    /** @param call e.g. {@code runs/create} */
    MlflowAnswer post(String call, ObjectNode body) {
        return send("POST", call, body);
    }

    /** @param call e.g. {@code logged-models/m-1} */
    MlflowAnswer patch(String call, ObjectNode body) {
        return send("PATCH", call, body);
    }

    /** @param call e.g. {@code model-versions/delete} */
    MlflowAnswer delete(String call, ObjectNode body) {
        return send("DELETE", call, body);
    }

    private MlflowAnswer send(String method, String call, ObjectNode body) {
        return send(HttpRequest.newBuilder(URI.create(root + "/api/2.0/mlflow/" + call))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    /**
     * Sends a file, which takes as much longer as it is larger.
     *
     * @param path below the server's address, encoded
     * @param size in bytes
     */
    MlflowAnswer upload(String method, String path, BodyPublisher body, long size) {
        return send(
                HttpRequest.newBuilder(URI.create(root + path)).method(method, body),
                patience.plusSeconds(size / SLOWEST_BYTES_A_SECOND));
    }

    /** A text as it stands in a path's segment or in a query's value. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private MlflowAnswer send(HttpRequest.Builder builder) {
        return send(builder, patience);
    }

    private MlflowAnswer send(HttpRequest.Builder builder, Duration patience) {
        credentials.authorization().ifPresent(value -> builder.header("Authorization", value));
        HttpRequest request = builder.build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, head -> new BoundedBody(MOST_BYTES_ANSWERED));
        try {
            // The client's own timeout ends with the head of the answer; this one covers the body too.
            HttpResponse<byte[]> response = exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new MlflowAnswer(
                    request.method(),
                    request.uri(),
                    response.statusCode(),
                    new String(response.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw silent(request, "no answer in %d seconds".formatted(patience.toSeconds()), e);
        } catch (ExecutionException e) {
            throw silent(request, NetworkReason.of(e), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new TrackerFailure("interrupted while calling %s".formatted(request.uri()), e);
        }
    }

    private static TrackerFailure silent(HttpRequest request, String reason, Throwable cause) {
        return new TrackerFailure(
                "MLflow does not answer %s %s: %s; check MLFLOW_TRACKING_URI and that the server runs"
                        .formatted(request.method(), request.uri(), reason),
                cause);
    }
}
