package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.local.TrackingEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** What an MLflow server knows, by its REST interface. */
record TrackedRuns(URI server) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/2.0/mlflow/";

    static TrackedRuns at(TrackingEndpoint endpoint) {
        assertThat(endpoint).isInstanceOf(TrackingEndpoint.Served.class);
        return new TrackedRuns(((TrackingEndpoint.Served) endpoint).uri());
    }

    /** All living runs of an experiment. */
    JsonNode of(String experiment) throws IOException, InterruptedException {
        String id = get("experiments/get-by-name?experiment_name=" + experiment)
                .path("experiment")
                .path("experiment_id")
                .textValue();
        HttpRequest search = HttpRequest.newBuilder(URI.create(server + API + "runs/search"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"experiment_ids\":[\"%s\"],\"max_results\":1000}".formatted(id)))
                .build();
        return send(search).path("runs");
    }

    /** The steps at which a run has a metric, in their order; one that is there twice is twice in the list. */
    List<Long> steps(String run, String metric) throws IOException, InterruptedException {
        List<Long> steps = new ArrayList<>();
        get("metrics/get-history?run_id=%s&metric_key=%s".formatted(run, metric))
                .path("metrics")
                .forEach(point -> steps.add(point.path("step").asLong()));
        steps.sort(Long::compare);
        return steps;
    }

    /** The models that a run made. */
    JsonNode models(String run) throws IOException, InterruptedException {
        return get("runs/get?run_id=" + run).at("/run/outputs/model_outputs");
    }

    private JsonNode get(String call) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server + API + call)).build());
    }

    private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }
}
