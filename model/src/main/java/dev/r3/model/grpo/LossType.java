package dev.r3.model.grpo;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** TRL's names for pairs of a normalisation and a surrogate. */
public enum LossType {
    GRPO("grpo", limit -> new SequenceMean(), ClippedRatio::new),
    BNPO("bnpo", limit -> new MicroBatchTokenMean(), ClippedRatio::new),
    DR_GRPO("dr_grpo", CompletionLimitMean::new, ClippedRatio::new),
    DAPO("dapo", limit -> new StepTokenMean(), ClippedRatio::new),
    CISPO("cispo", limit -> new StepTokenMean(), (low, high) -> new DetachedRatio(high));

    private final String id;
    private final IntFunction<Normalisation> normalisation;
    private final SurrogateFactory surrogate;

    LossType(String id, IntFunction<Normalisation> normalisation, SurrogateFactory surrogate) {
        this.id = id;
        this.normalisation = normalisation;
        this.surrogate = surrogate;
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
     * @param maxCompletionLength tokens, the limit of generation
     */
    public Normalisation normalisation(int maxCompletionLength) {
        return normalisation.apply(maxCompletionLength);
    }

    /**
     * Its token loss.
     *
     * @param low TRL's {@code epsilon}; cispo has no lower clip and ignores it, as TRL does
     * @param high TRL's {@code epsilon_high}
     */
    public Surrogate surrogate(double low, double high) {
        return surrogate.of(low, high);
    }

    private interface SurrogateFactory {
        Surrogate of(double low, double high);
    }
}
