package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.EpochInput;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrainingActivity;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingStanding;
import io.temporal.activity.Activity;

/** Runs parts of the {@link TrainStage} and tells how far it is. */
public final class TrainingActivityImpl implements TrainingActivity {
    private final TrainStage stage;

    public TrainingActivityImpl(TrainStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public TrainingStanding find(TrainingInput input) {
        try (Pulse pulse =
                Pulse.start(Activity.getExecutionContext(), input.objective().stage(), "steps")) {
            return stage.find(input);
        }
    }

    @Override
    public boolean epoch(EpochInput input) {
        try (Pulse pulse = pulse(input.training(), input.until())) {
            LoggedSteps steps = new LoggedSteps(pulse);
            boolean over = stage.epoch(input, steps);
            steps.end();
            return over;
        }
    }

    @Override
    public StageResult finish(TrainingInput input) {
        try (Pulse pulse = pulse(input, input.experiment().spec().train().steps())) {
            return stage.finish(input, new LoggedSteps(pulse));
        }
    }

    private static Pulse pulse(TrainingInput input, long end) {
        return Pulse.startPart(Activity.getExecutionContext(), input.objective().stage(), "steps", end);
    }
}
