package dev.r3.model.grpo;

import java.util.Arrays;
import java.util.stream.Collectors;

/** TRL's names for pairs of a normalisation and a surrogate. */
public enum LossType {
    GRPO("grpo") {
        @Override
        public Normalisation normalisation(int maxCompletionLength) {
            return new SequenceMean();
        }
    },
    BNPO("bnpo") {
        @Override
        public Normalisation normalisation(int maxCompletionLength) {
            return new MicroBatchTokenMean();
        }
    },
    DR_GRPO("dr_grpo") {
        @Override
        public Normalisation normalisation(int maxCompletionLength) {
            return new CompletionLimitMean(maxCompletionLength);
        }
    },
    DAPO("dapo") {
        @Override
        public Normalisation normalisation(int maxCompletionLength) {
            return new StepTokenMean();
        }
    },
    CISPO("cispo") {
        @Override
        public Normalisation normalisation(int maxCompletionLength) {
            return new StepTokenMean();
        }

        @Override
        public Surrogate surrogate(double low, double high) {
            return new DetachedRatio(high);
        }
    };

    private final String id;

    LossType(String id) {
        this.id = id;
    }

    /**
     * The type of a name.
     *
     * @throws IllegalArgumentException for a name that none has
     */
    public static LossType of(String id) {
        return Arrays.stream(values())
                .filter(type -> type.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("loss type must be one of "
                        + Arrays.stream(values()).map(LossType::id).collect(Collectors.joining(", ")) + ", not " + id));
    }

    /** The name in TRL and in the spec. */
    public String id() {
        return id;
    }

    /**
     * How its token losses add up.
     *
     * @param maxCompletionLength tokens, the limit of generation; only {@code dr_grpo} divides by it
     */
    public abstract Normalisation normalisation(int maxCompletionLength);

    /**
     * Its token loss.
     *
     * @param low TRL's {@code epsilon}; cispo has no lower clip and ignores it, as TRL does
     * @param high TRL's {@code epsilon_high}: the distance from 1, for cispo the ratio itself
     */
    public Surrogate surrogate(double low, double high) {
        return new ClippedRatio(low, high);
    }
}
