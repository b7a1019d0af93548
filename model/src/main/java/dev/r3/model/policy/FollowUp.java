package dev.r3.model.policy;

import java.util.List;

/** What a completion leads to, or a request that gets none. */
@FunctionalInterface
public interface FollowUp {
    /** Nothing follows. */
    FollowUp NONE = completion -> List.of();

    /** The requests that follow a completion; those that go on from its conversation reuse all that it took. */
    List<CompletionRequest> after(Completion completion);

    /**
     * The requests that take the place of one that the policy cannot take. By default the run ends with the rejection.
     *
     * @throws RejectedRequestException to end the run
     */
    default List<CompletionRequest> rejected(CompletionRequest request, RejectedRequestException rejection) {
        throw rejection;
    }
}
