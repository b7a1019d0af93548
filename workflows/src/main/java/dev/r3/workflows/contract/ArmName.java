package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * An arm of the comparison.
 *
 * @param weights such as {@code vanilla}, {@code trained}, {@code task-grpo}, {@code baseline-10x} or {@code champion-3}
 */
public record ArmName(String weights, SecondTryChoice secondTry) {
    /** The weights that training starts from. */
    public static final String VANILLA = "vanilla";

    /** The weights that training ends with. */
    public static final String TRAINED = "trained";

    /** The weights that plain GRPO on first answers ends with. */
    public static final String TASK_GRPO = "task-grpo";

    public ArmName {
        requireNonNull(weights, "weights is null");
        requireNonNull(secondTry, "secondTry is null");
    }

    /** The weights of a larger model to compare with. */
    public static String baseline(String name) {
        return "baseline-" + name;
    }

    /** The weights of the champion of this number. */
    public static String champion(int number) {
        return "champion-" + number;
    }

    /** Such as {@code trained} or {@code vanilla/no-reflection}. */
    public String label() {
        return secondTry == SecondTryChoice.REFLECTION ? weights : weights + "/" + secondTry.label();
    }

    /** The name of its stage. */
    public String stage() {
        return StageKind.EVALUATION.label() + "/" + label();
    }
}
