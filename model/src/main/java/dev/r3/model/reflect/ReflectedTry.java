package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import java.util.OptionalDouble;

/** A reflection and what came of it. */
public sealed interface ReflectedTry {
    Verdict verdict();

    /** The reflection's reward; none if what came of it can't be judged. */
    default OptionalDouble reward() {
        return verdict().reward();
    }

    /**
     * A reflection with its retries. Its verdict and reward are the last one's.
     *
     * @param retries in their order, at least one; all but the last failed
     */
    record Retried(Completion reflection, List<Attempt> retries) implements ReflectedTry {
        public Retried {
            requireNonNull(reflection, "reflection is null");
            retries = List.copyOf(retries);
            if (retries.isEmpty()) {
                throw new IllegalArgumentException("a reflection that was not retried");
            }
            for (Attempt before : retries.subList(0, retries.size() - 1)) {
                if (!(before.verdict() instanceof Verdict.Failed)) {
                    throw new IllegalArgumentException("retried after " + before.verdict());
                }
            }
        }

        public Attempt lastRetry() {
            return retries.get(retries.size() - 1);
        }

        @Override
        public Verdict verdict() {
            return lastRetry().verdict();
        }
    }

    /** The policy could not take the request for a reflection, so there was no retry either: unscorable. */
    record Rejected(SampleKey key, String reason) implements ReflectedTry {
        public Rejected {
            requireNonNull(key, "key is null");
            requireNonNull(reason, "reason is null");
        }

        @Override
        public Verdict verdict() {
            return Verdict.unscorable("no reflection was written: " + reason);
        }
    }
}
