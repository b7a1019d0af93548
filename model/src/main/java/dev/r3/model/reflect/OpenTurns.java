package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.Conversation;
import dev.r3.model.policy.FollowUp;
import dev.r3.model.policy.RejectedRequestException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The turns of one run of a policy: makes their requests, and tells each what became of it. */
final class OpenTurns implements FollowUp {
    private final long seed;
    private final String stage;
    private final Map<SampleKey, OpenTurn> open = new HashMap<>();
    private final Set<SampleKey> asked = new HashSet<>();

    OpenTurns(long seed, String stage) {
        this.seed = seed;
        this.stage = requireNonNull(stage, "stage is null");
    }

    /**
     * The request for a turn.
     *
     * @param kind names what is written, such as {@code reflection}
     * @param sample which of the task's turns of this kind
     * @throws IllegalArgumentException if there was one: its random numbers would be the same
     */
    CompletionRequest request(
            String kind,
            EpisodeTask task,
            int sample,
            Conversation conversation,
            TurnSettings settings,
            OpenTurn turn) {
        SampleKey key = new SampleKey(seed, stage + "/" + kind, task.id(), sample);
        if (!asked.add(key)) {
            throw new IllegalArgumentException("the tasks of a run must have different ids; two have " + task.id());
        }
        open.put(key, turn);
        return new CompletionRequest(
                conversation, key, settings.sampling(), settings.maxTokens(), settings.stopStrings());
    }

    @Override
    public List<CompletionRequest> after(Completion completion) {
        return close(completion.request()).written(completion);
    }

    @Override
    public List<CompletionRequest> rejected(CompletionRequest request, RejectedRequestException rejection) {
        return close(request).rejected(request.key(), rejection.reason());
    }

    private OpenTurn close(CompletionRequest request) {
        return requireNonNull(open.remove(request.key()), "nobody waits for it");
    }
}
