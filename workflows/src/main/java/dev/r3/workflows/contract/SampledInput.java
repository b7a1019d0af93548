package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

/**
 * What weights are sampled by: courses of test tasks.
 *
 * @param model whose weights these are
 * @param weights how arms name them
 * @param secondTry their own reflections, or none
 */
public record SampledInput(
        ExperimentInput experiment, StageResult dataset, StageResult model, String weights, SecondTryChoice secondTry) {
    public SampledInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(model, "model is null");
        requireNonNull(weights, "weights is null");
        // Histories that were recorded before there were controls lack it.
        secondTry = requireNonNullElse(secondTry, SecondTryChoice.REFLECTION);
        if (secondTry != SecondTryChoice.REFLECTION && secondTry != SecondTryChoice.NO_REFLECTION) {
            throw new IllegalArgumentException("nothing is sampled with %s".formatted(secondTry.label()));
        }
    }

    /** With the weights' own reflections. */
    public SampledInput(ExperimentInput experiment, StageResult dataset, StageResult model, String weights) {
        this(experiment, dataset, model, weights, SecondTryChoice.REFLECTION);
    }

    /** The same courses without reflections. */
    public SampledInput withoutReflection() {
        return new SampledInput(experiment, dataset, model, weights, SecondTryChoice.NO_REFLECTION);
    }

    /** Which arm's courses these are. */
    public ArmName arm() {
        return new ArmName(weights, secondTry);
    }

    /** The name of the stage. */
    public String stage() {
        return stage(arm().label());
    }

    /** The name of the stage in which an arm of this name is sampled. */
    public static String stage(String arm) {
        return StageKind.SAMPLED.label() + "/" + arm;
    }
}
