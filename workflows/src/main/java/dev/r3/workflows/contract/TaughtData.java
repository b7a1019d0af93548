package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * What a model is trained on, as seen from a data set that is to show what it forgets.
 *
 * @param check the name of the check
 * @param family of the tasks that are trained on
 * @param dataset the experiment's own, with the sides that train and validate
 */
public record TaughtData(String check, String family, StageResult dataset) {
    public TaughtData {
        requireNonNull(check, "check is null");
        requireNonNull(family, "family is null");
        requireNonNull(dataset, "dataset is null");
    }
}
