package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a report is written from.
 *
 * @param stages all of the experiment before it: data set, attempts, failures, training, every arm, the gate if there was one;
 *     in any order
 */
public record ReportInput(ExperimentInput experiment, List<NamedStage> stages) {
    public ReportInput {
        requireNonNull(experiment, "experiment is null");
        stages = List.copyOf(stages);
    }
}
