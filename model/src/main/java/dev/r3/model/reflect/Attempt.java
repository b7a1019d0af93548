package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.verifiers.api.Verdict;
import java.util.Optional;

/** A try at a task, and what the verifier says of it. */
public sealed interface Attempt {
    Verdict verdict();

    /** What was judged; none if nothing was written. */
    Optional<dev.r3.verifiers.api.Completion> answer();

    /** What the policy wrote. */
    record Written(Completion completion, Verdict verdict) implements Attempt {
        public Written {
            requireNonNull(completion, "completion is null");
            requireNonNull(verdict, "verdict is null");
        }

        @Override
        public Optional<dev.r3.verifiers.api.Completion> answer() {
            return Optional.of(EpisodeTask.judged(completion));
        }
    }

    /** An answer from elsewhere, such as a failure set. */
    record Given(dev.r3.verifiers.api.Completion text, Verdict verdict) implements Attempt {
        public Given {
            requireNonNull(text, "text is null");
            requireNonNull(verdict, "verdict is null");
        }

        @Override
        public Optional<dev.r3.verifiers.api.Completion> answer() {
            return Optional.of(text);
        }
    }

    /**
     * The policy could not take the request, so nothing was written: unscorable.
     *
     * @param reason such as that the conversation outgrew the model's context
     */
    record Rejected(SampleKey key, String reason) implements Attempt {
        public Rejected {
            requireNonNull(key, "key is null");
            requireNonNull(reason, "reason is null");
        }

        @Override
        public Verdict verdict() {
            return Verdict.unscorable("nothing was written: " + reason);
        }

        @Override
        public Optional<dev.r3.verifiers.api.Completion> answer() {
            return Optional.empty();
        }
    }
}
