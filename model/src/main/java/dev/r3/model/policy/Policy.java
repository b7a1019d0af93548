package dev.r3.model.policy;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What writes completions: a model in this process, or one behind a server. Used by one thread at a time, unless an
 * implementation says otherwise.
 */
public interface Policy extends AutoCloseable {
    /**
     * Writes all requests and those that follow from their completions; returns when nothing is left to write.
     *
     * <p>Requests may be written concurrently and finish in any order. Each completion is handed to {@code followUp} once,
     * as soon as it is finished and by one thread at a time. A request that the policy cannot take is handed to it as
     * {@link FollowUp#rejected}, the given ones before any is written. If it throws, the run ends with what it threw.
     *
     * @throws RejectedRequestException for a request that the policy cannot take, unless {@code followUp} takes that:
     *     none of the given requests is written then, but what came before a rejected follow-up may have been
     */
    void run(List<CompletionRequest> requests, FollowUp followUp);

    /**
     * Writes the requests; the completions are in their order.
     *
     * @throws RejectedRequestException for a request that the policy cannot take
     */
    default List<Completion> complete(List<CompletionRequest> requests) {
        Map<CompletionRequest, Completion> completions = new HashMap<>();
        run(requests, completion -> {
            completions.put(completion.request(), completion);
            return List.of();
        });
        return requests.stream()
                .map(request -> requireNonNull(completions.get(request), "a request was not answered"))
                .toList();
    }

    /** Frees what the policy holds; nothing of it can be used afterwards. */
    @Override
    void close();
}
