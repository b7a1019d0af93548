package dev.r3.activities.endpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.EngineFailure;
import dev.r3.activities.failure.StageFailure;
import dev.r3.activities.http.BoundedBody;
import dev.r3.activities.http.LongBodyException;
import dev.r3.activities.http.NetworkReason;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls of an OpenAI-compatible server, each in bounded time and memory. What may pass is tried again after a pause. Used
 * by many threads. OpenAI's own Java client is not used: two calls would bring 75 MB of classes, Kotlin's too.
 */
public final class EndpointClient {
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /** Far more than the longest answer; a list of models is short. */
    private static final long MOST_BYTES_ANSWERED = 4L << 20;

    private static final int MOST_MODELS_SHOWN = 10;

    private final EndpointSpec spec;
    private final EndpointKey key;
    private final Patience patience;
    private final HttpClient http;

    /**
     * @param environment that holds the key
     * @throws ConfigFailure if it does not, though the spec says so
     */
    public EndpointClient(EndpointSpec spec, Map<String, String> environment, Patience patience) {
        this.spec = requireNonNull(spec, "spec is null");
        this.key = EndpointKey.of(spec, environment);
        this.patience = requireNonNull(patience, "patience is null");
        this.http = HttpClient.newBuilder()
                // Else each plain-text connection asks for HTTP/2 first, which Python's servers log as an error.
                .version(HttpClient.Version.HTTP_1_1)
                // A key goes to the address that the spec names and nowhere else.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTING)
                .build();
    }

    /**
     * Checks that the server is there, takes the key and has the model.
     *
     * @throws ConfigFailure if it refuses the key, has no such model, or is no OpenAI-compatible server
     * @throws EngineFailure if it does not answer
     */
    public void check() {
        List<String> models = models();
        if (!models.contains(spec.model())) {
            throw noModel(models);
        }
    }

    private List<String> models() {
        HttpRequest request = request("/models").build();
        EndpointAnswer answer = answer(request);
        JsonNode listed = answer.json().path("data");
        if (!answer.isGood() || !listed.isArray()) {
            throw refused(request, answer);
        }
        List<String> names = new ArrayList<>();
        listed.forEach(model -> names.add(model.path("id").asText()));
        return names;
    }

    /**
     * A completion as the server gives it.
     *
     * @throws LongPromptException if the conversation outgrew the model's context
     * @throws ConfigFailure if the server refuses the key, has no such model, or is no OpenAI-compatible server
     * @throws EngineFailure if it does not answer in all attempts
     */
    JsonNode complete(ObjectNode body) throws LongPromptException {
        HttpRequest request = request("/chat/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        EndpointAnswer answer = answer(request);
        if (answer.isTooLong()) {
            throw new LongPromptException("%s says: %s".formatted(spec.shown(), said(answer)));
        }
        if (answer.status() == 404) {
            throw missing(request, answer);
        }
        if (!answer.isGood() || !answer.json().at("/choices/0/message").isObject()) {
            throw refused(request, answer);
        }
        return answer.json();
    }

    private HttpRequest.Builder request(String call) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(spec.endpoint() + call));
        if (key.isThere()) {
            builder.header("Authorization", "Bearer " + key.value());
        }
        return builder;
    }

    /** The first answer that is no passing trouble. */
    private EndpointAnswer answer(HttpRequest request) {
        for (int attempt = 1; ; attempt++) {
            Supplier<StageFailure> trouble;
            try {
                EndpointAnswer answer = send(request);
                if (!answer.isPassing()) {
                    return answer;
                }
                trouble = () -> silent(request, "it answered HTTP %d".formatted(answer.status()), null);
            } catch (TimeoutException e) {
                trouble = () -> silent(
                        request,
                        "no answer in %d seconds".formatted(patience.answer().toSeconds()),
                        e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LongBodyException) {
                    throw wrong(request, NetworkReason.of(e));
                }
                trouble = () -> silent(request, NetworkReason.of(e), e);
            }
            if (attempt == patience.attempts()) {
                throw trouble.get();
            }
            pause(attempt);
        }
    }

    private EndpointAnswer send(HttpRequest request) throws TimeoutException, ExecutionException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, head -> new BoundedBody(MOST_BYTES_ANSWERED));
        try {
            // The client's own timeout ends with the head of the answer; this one covers the body too.
            HttpResponse<byte[]> response = exchange.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
            return EndpointAnswer.of(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            exchange.cancel(true);
        }
    }

    private void pause(int attempt) {
        try {
            Thread.sleep(patience.pauseAfter(attempt).toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private EngineFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new EngineFailure("interrupted while waiting for " + spec.shown(), e);
    }

    private EngineFailure silent(HttpRequest request, String reason, @Nullable Throwable cause) {
        return new EngineFailure(
                "%s does not answer %s %s, tried %d times: %s; check the address and that the server runs"
                        .formatted(spec.shown(), request.method(), request.uri(), patience.attempts(), reason),
                cause);
    }

    private ConfigFailure missing(HttpRequest request, EndpointAnswer answer) {
        List<String> models;
        try {
            models = models();
        } catch (ConfigFailure e) {
            return refused(request, answer);
        }
        return models.contains(spec.model()) ? refused(request, answer) : noModel(models);
    }

    private ConfigFailure noModel(List<String> models) {
        String offered = models.stream()
                .limit(MOST_MODELS_SHOWN)
                .map(EndpointAnswer::quotable)
                .collect(Collectors.joining(", "));
        String more = models.size() > MOST_MODELS_SHOWN ? ", …" : "";
        return new ConfigFailure("%s has no model '%s'; it offers: %s"
                .formatted(spec.endpoint(), spec.model(), models.isEmpty() ? "none" : offered + more));
    }

    private ConfigFailure refused(HttpRequest request, EndpointAnswer answer) {
        if (answer.isRefusedKey()) {
            return new ConfigFailure(
                    key.isThere()
                            ? "%s refuses the key of the environment variable %s (HTTP %d); check the variable, or name another one by key-from"
                                    .formatted(spec.endpoint(), key.variable(), answer.status())
                            : "%s asks for a key (HTTP %d); set %s, or name another environment variable by key-from"
                                    .formatted(spec.endpoint(), answer.status(), key.variable()));
        }
        String said = said(answer);
        return wrong(request, "HTTP %d%s".formatted(answer.status(), said.isEmpty() ? "" : ", " + said));
    }

    private String said(EndpointAnswer answer) {
        return key.hiddenIn(answer.said());
    }

    private ConfigFailure wrong(HttpRequest request, String fault) {
        return new ConfigFailure(
                "the answer of %s to %s %s is none: %s; check that the endpoint is the address of an OpenAI-compatible server, with its /v1"
                        .formatted(
                                spec.endpoint(), request.method(), request.uri().getPath(), fault));
    }
}
