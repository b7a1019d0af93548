package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.Optional;

/**
 * What a model is trained by.
 *
 * @param matched the training on reflections, of which one on first answers has the steps and the number of generated
 *     tokens; empty for the former
 */
public record TrainingInput(
        ExperimentInput experiment, StageResult dataset, StageResult failures, Optional<StageResult> matched) {
    public TrainingInput {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(failures, "failures is null");
        // Histories that were recorded before there was another training lack it.
        matched = requireNonNullElse(matched, Optional.empty());
    }

    /** The method's training, on reflections. */
    public static TrainingInput onReflections(ExperimentInput experiment, StageResult dataset, StageResult failures) {
        return new TrainingInput(experiment, dataset, failures, Optional.empty());
    }

    /** The control's training, on first answers to the same tasks. */
    public TrainingInput onFirstAnswers(StageResult trained) {
        return new TrainingInput(experiment, dataset, failures, Optional.of(trained));
    }

    public TrainingObjective objective() {
        return matched.isPresent() ? TrainingObjective.FIRST_ANSWER : TrainingObjective.REFLECTION;
    }
}
