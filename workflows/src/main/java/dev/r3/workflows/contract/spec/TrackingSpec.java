package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

/** How an experiment is shown in MLflow. */
public record TrackingSpec(
        @Setting(value = "The MLflow experiment that the runs belong to.", byDefault = "r3")
        String experiment,

        @Setting(value = "A note for people, shown with the run.", byDefault = "''")
        String note) {

    /** What MLflow takes. */
    private static final int LONGEST_NAME = 500;

    public TrackingSpec {
        requireNonNull(experiment, "experiment is null");
        if (experiment.isBlank()) {
            throw new IllegalArgumentException("experiment is empty; expected a name");
        }
        if (experiment.length() > LONGEST_NAME || experiment.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "experiment is no name; expected one line of at most %d characters".formatted(LONGEST_NAME));
        }
        requireNonNull(note, "note is null");
    }
}
