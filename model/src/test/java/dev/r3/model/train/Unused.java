package dev.r3.model.train;

import dev.r3.model.policy.CompletionRequest;
import dev.r3.model.policy.FollowUp;
import dev.r3.model.policy.Policy;
import java.util.List;

/** A policy that nobody may ask. */
record Unused() implements Policy {
    @Override
    public void run(List<CompletionRequest> requests, FollowUp followUp) {
        throw new IllegalStateException("asked");
    }

    @Override
    public void close() {}
}
