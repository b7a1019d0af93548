package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Completion;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A reflection and what came of it.
 *
 * @param retries in their order, at least one; only the last may have passed
 */
public record ReflectedTry(Completion reflection, List<Retry> retries) {
    public ReflectedTry {
        requireNonNull(reflection, "reflection is null");
        retries = List.copyOf(retries);
        if (retries.isEmpty()) {
            throw new IllegalArgumentException("a reflection that was not retried");
        }
    }

    public Retry lastRetry() {
        return retries.get(retries.size() - 1);
    }

    public Verdict verdict() {
        return lastRetry().verdict();
    }

    /** The reflection's reward is its last retry's; none if that can't be judged. */
    public OptionalDouble reward() {
        return verdict().reward();
    }
}
