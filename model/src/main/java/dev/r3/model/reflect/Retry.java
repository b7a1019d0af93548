package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Completion;
import dev.r3.verifiers.api.Verdict;

/** A try with a reflection in sight. */
public record Retry(Completion completion, Verdict verdict) {
    public Retry {
        requireNonNull(completion, "completion is null");
        requireNonNull(verdict, "verdict is null");
    }
}
