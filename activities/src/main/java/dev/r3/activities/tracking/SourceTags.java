package dev.r3.activities.tracking;

import dev.r3.workflows.contract.ExperimentInput;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the runs of an experiment say of who ran it, and by which code. */
final class SourceTags {

    private SourceTags() {}

    static SortedMap<String, String> of(ExperimentInput experiment) {
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put("mlflow.user", experiment.provenance().user());
        tags.put("mlflow.source.name", "r3");
        tags.put("mlflow.source.type", "JOB");
        if (!experiment.provenance().commit().isEmpty()) {
            tags.put("mlflow.source.git.commit", experiment.provenance().commit());
        }
        tags.put("r3.experiment", experiment.id().value());
        return tags;
    }
}
