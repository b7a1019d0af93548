package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.DatasetActivity;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import io.temporal.activity.Activity;

/** Runs the {@link DatasetStage} and tells how far it is. */
public final class DatasetActivityImpl implements DatasetActivity {

    private final DatasetStage stage;

    public DatasetActivityImpl(DatasetStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public StageResult ingest(ExperimentInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.DATASET.label(), "rows")) {
            return stage.run(input, (read, total) -> pulse.progressed(read, total.orElse(0)));
        }
    }
}
