package dev.r3.model.policy;

import java.util.List;

/** What a completion leads to. */
@FunctionalInterface
public interface FollowUp {
    /** Nothing follows. */
    FollowUp NONE = completion -> List.of();

    /** The requests that follow a completion; those that go on from its conversation reuse all that it took. */
    List<CompletionRequest> after(Completion completion);
}
