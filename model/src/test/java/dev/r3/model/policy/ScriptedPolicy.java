package dev.r3.model.policy;

import dev.r3.model.generate.FinishReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A policy that answers by a function: no model, no tokenizer, no tensors. A word counts as a token. The last request
 * is answered first, so that nobody relies on an order.
 */
public final class ScriptedPolicy implements Policy {
    private final Function<CompletionRequest, String> script;
    private final List<CompletionRequest> asked = new ArrayList<>();

    /** What the assistant says to a request; it is then cut at stop strings and at the limit. */
    public ScriptedPolicy(Function<CompletionRequest, String> script) {
        this.script = script;
    }

    @Override
    public void run(List<CompletionRequest> requests, FollowUp followUp) {
        Deque<CompletionRequest> open = new ArrayDeque<>(requests);
        while (!open.isEmpty()) {
            CompletionRequest request = open.removeLast();
            asked.add(request);
            open.addAll(followUp.after(answer(request)));
        }
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
