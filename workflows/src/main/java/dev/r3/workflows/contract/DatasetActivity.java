package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code dataset} stage: reads, validates, proves, splits and commits the experiment's tasks. */
@ActivityInterface
public interface DatasetActivity {

    @ActivityMethod(name = "IngestDataset")
    StageResult ingest(ExperimentInput input);
}
