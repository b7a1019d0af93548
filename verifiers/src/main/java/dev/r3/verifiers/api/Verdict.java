package dev.r3.verifiers.api;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/** What a verifier says of an answer. Only {@link Passed} and {@link Failed} speak of the model. */
public sealed interface Verdict {

    /** The graded reward in [0, 1]: 1 for passed and 0 for failed unless the family grades; empty for the other two. */
    OptionalDouble reward();

    /** The answer is right. */
    record Passed(OptionalDouble reward) implements Verdict {
        public Passed {
            requireReward(reward);
        }
    }

    /** The answer is wrong, and how. */
    record Failed(ErrorType error, String detail, OptionalDouble reward) implements Verdict {
        public Failed {
            requireNonNull(error, "error is null");
            requireNonNull(detail, "detail is null");
            requireReward(reward);
        }
    }

    /** The answer can't be judged, e.g. its completion was cut off: no reward and no failure example. */
    record Unscorable(String reason) implements Verdict {
        public Unscorable {
            requireNonNull(reason, "reason is null");
        }

        @Override
        public OptionalDouble reward() {
            return OptionalDouble.empty();
        }
    }

    /** The verifier broke: our fault, never the model's. No reward, no failure example; too many stop a run. */
    record VerifierFault(String reason) implements Verdict {
        public VerifierFault {
            requireNonNull(reason, "reason is null");
        }

        @Override
        public OptionalDouble reward() {
            return OptionalDouble.empty();
        }
    }

    static Verdict passed() {
        return new Passed(OptionalDouble.of(1));
    }

    static Verdict failed(ErrorType error, String detail) {
        return new Failed(error, detail, OptionalDouble.of(0));
    }

    static Verdict unscorable(String reason) {
        return new Unscorable(reason);
    }

    private static void requireReward(OptionalDouble reward) {
        double value = reward.orElseThrow(() -> new IllegalArgumentException("reward is empty"));
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("reward is not in [0, 1]: " + value);
        }
    }
}
