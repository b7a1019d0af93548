package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An arm of the comparison.
 *
 * @param weights such as {@code vanilla}, {@code trained}, {@code task-grpo}, {@code baseline-10x} or {@code champion-3}
 * @param check the data set that forgetting is checked on; empty for the experiment's own test tasks
 */
public record ArmName(
        String weights,
        SecondTryChoice secondTry,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String check) {
    /** The weights that training starts from. */
    public static final String VANILLA = "vanilla";

    /** The weights that training ends with. */
    public static final String TRAINED = "trained";

    /** The weights that plain GRPO on first answers ends with. */
    public static final String TASK_GRPO = "task-grpo";

    private static final String CHAMPION = "champion-";

    public ArmName {
        requireNonNull(weights, "weights is null");
        requireNonNull(secondTry, "secondTry is null");
        // Histories that were recorded before there were such checks lack it.
        check = requireNonNullElse(check, "");
    }

    /** An arm on the experiment's own test tasks. */
    public ArmName(String weights, SecondTryChoice secondTry) {
        this(weights, secondTry, "");
    }

    /** The weights' own reflections on a data set that forgetting is checked on. */
    public static ArmName checking(String check, String weights) {
        return new ArmName(weights, SecondTryChoice.REFLECTION, check);
    }

    /** The weights of a larger model to compare with. */
    public static String baseline(String name) {
        return "baseline-" + name;
    }

    /** The weights of the champion of this number. */
    public static String champion(int number) {
        return CHAMPION + number;
    }

    /** Whether weights are those of a champion. */
    public static boolean isChampion(String weights) {
        return weights.startsWith(CHAMPION);
    }

    /** Such as {@code trained} or {@code vanilla/no-reflection}. */
    public String label() {
        return secondTry == SecondTryChoice.REFLECTION ? weights : weights + "/" + secondTry.label();
    }

    /** The name of its stage. */
    public String stage() {
        return check.isEmpty() ? StageKind.EVALUATION.label() + "/" + label() : CheckedData.part(check, label());
    }
}
