package dev.r3.model.policy;

import dev.r3.model.generate.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A policy that answers by a function: no model, no tokenizer, no tensors. A word counts as a token. The last request
 * is answered first, unless it {@linkplain #shuffling shuffles}, so that nobody relies on an order.
 */
public final class ScriptedPolicy implements Policy {
    private final Function<CompletionRequest, String> script;
    private final List<CompletionRequest> asked = new ArrayList<>();
    private Predicate<CompletionRequest> rejected = request -> false;
    private IntUnaryOperator nextOf = open -> open - 1;

    /** What the assistant says to a request; it is then cut at stop strings and at the limit. */
    public ScriptedPolicy(Function<CompletionRequest, String> script) {
        this.script = script;
    }

    /** Rejects some requests. */
    public ScriptedPolicy rejecting(Predicate<CompletionRequest> requests) {
        rejected = requests;
        return this;
    }

    /** Answers in a random order. */
    public ScriptedPolicy shuffling(long seed) {
        nextOf = new Random(seed)::nextInt;
        return this;
    }

    @Override
    public void run(List<CompletionRequest> requests, FollowUp followUp) {
        List<CompletionRequest> open = new ArrayList<>(taken(requests, followUp));
        while (!open.isEmpty()) {
            CompletionRequest request = open.remove(nextOf.applyAsInt(open.size()));
            asked.add(request);
            open.addAll(taken(followUp.after(answer(request)), followUp));
        }
    }

    private List<CompletionRequest> taken(List<CompletionRequest> requests, FollowUp followUp) {
        return requests.stream()
                .flatMap(request -> rejected.test(request)
                        ? taken(followUp.rejected(request, rejection(request)), followUp).stream()
                        : Stream.of(request))
                .toList();
    }

    private static RejectedRequestException rejection(CompletionRequest request) {
        return new RejectedRequestException(request, new IllegalArgumentException("too long"));
    }

    /** The requests so far, in the order of their answers. */
    public List<CompletionRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {}

    private Completion answer(CompletionRequest request) {
        String said = script.apply(request);
        List<String> words = List.of(said.split(" ", -1));
        if (words.size() > request.maxTokens()) {
            String cut = String.join(" ", words.subList(0, request.maxTokens()));
            return Completion.of(request, cut, FinishReason.LENGTH);
        }
        for (String stop : request.stopStrings()) {
            int at = said.indexOf(stop);
            if (at >= 0) {
                return Completion.of(request, said.substring(0, at + stop.length()), FinishReason.STOP_STRING);
            }
        }
        return Completion.of(request, said, FinishReason.STOP_TOKEN);
    }
}
