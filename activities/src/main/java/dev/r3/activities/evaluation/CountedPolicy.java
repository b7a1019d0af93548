package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Completion;
import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.FollowUp;
import dev.r3.model.policy.Policy;
import dev.r3.model.policy.RejectedRequestException;
import java.util.List;
import java.util.Optional;

/** A policy whose tokens are counted by the turn that they were written for; nothing else is changed. */
final class CountedPolicy implements Policy {
    private final Policy policy;
    private GeneratedTokens tokens = GeneratedTokens.NONE;
    private boolean told = true;

    /**
     * @param policy stays the caller's to close
     */
    CountedPolicy(Policy policy) {
        this.policy = requireNonNull(policy, "policy is null");
    }

    /** All that were written so far; empty if the policy did not tell those of a completion. */
    Optional<GeneratedTokens> tokens() {
        return told ? Optional.of(tokens) : Optional.empty();
    }

    @Override
    public void run(List<CompletionRequest> requests, FollowUp followUp) {
        policy.run(requests, new FollowUp() {
            @Override
            public List<CompletionRequest> after(Completion completion) {
                count(completion);
                return followUp.after(completion);
            }

            @Override
            public List<CompletionRequest> rejected(CompletionRequest request, RejectedRequestException rejection) {
                return followUp.rejected(request, rejection);
            }
        });
    }

    private void count(Completion completion) {
        told &= completion.tokens().isPresent();
        long written = completion.tokens().orElse(0);
        String stage = completion.request().key().stage();
        tokens = tokens.plus(
                switch (stage.substring(stage.lastIndexOf('/') + 1)) {
                    case "first" -> new GeneratedTokens(written, 0, 0);
                    case "reflection" -> new GeneratedTokens(0, written, 0);
                    case "retry" -> new GeneratedTokens(0, 0, written);
                    default -> throw new IllegalArgumentException("no turn of an episode: " + stage);
                });
    }

    @Override
    public void close() {}
}
