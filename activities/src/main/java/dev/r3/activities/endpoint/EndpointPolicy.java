package dev.r3.activities.endpoint;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.EngineFailure;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.FollowUp;
import dev.r3.model.policy.Policy;
import dev.r3.model.policy.RejectedRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * A model behind an OpenAI-compatible server. Answers are not reproducible bit by bit: what a server writes beside them
 * may change them, and so may its version. A conversation is known to be too long only when the server says so, so that
 * other given requests may have been written before.
 */
public final class EndpointPolicy implements Policy {
    private final String model;
    private final EndpointClient client;
    private final Executor threads;

    /**
     * @param model its name at the server
     * @param threads wait for answers, one for each request that is asked at a time; stay the caller's
     */
    EndpointPolicy(String model, EndpointClient client, Executor threads) {
        this.model = requireNonNull(model, "model is null");
        this.client = requireNonNull(client, "client is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    /** The thread that calls hands all completions over. */
    @Override
    public void run(List<CompletionRequest> requests, FollowUp followUp) {
        CompletionService<Outcome> asked = new ExecutorCompletionService<>(threads);
        List<Future<Outcome>> all = new ArrayList<>();
        try {
            requests.forEach(request -> all.add(asked.submit(() -> ask(request))));
            for (int taken = 0; taken < all.size(); taken++) {
                asked.take().get().apply(followUp).forEach(next -> all.add(asked.submit(() -> ask(next))));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineFailure("interrupted while waiting for " + model, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new EngineFailure("%s can't be asked: %s".formatted(model, e.getCause()), e);
        } finally {
            all.forEach(left -> left.cancel(true));
        }
    }

    /** What came of a request, to be handed over. */
    private interface Outcome extends Function<FollowUp, List<CompletionRequest>> {}

    private Outcome ask(CompletionRequest request) {
        ChatTurn turn = new ChatTurn(request);
        ObjectNode body = turn.body(model);
        try {
            Completion completion = turn.completion(client.complete(body));
            return followUp -> followUp.after(completion);
        } catch (LongPromptException e) {
            RejectedRequestException rejection = new RejectedRequestException(request, e);
            return followUp -> followUp.rejected(request, rejection);
        }
    }

    /** Holds nothing: the connections end with their silence. */
    @Override
    public void close() {}
}
