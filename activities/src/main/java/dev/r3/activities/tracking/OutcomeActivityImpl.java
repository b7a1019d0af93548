package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.OutcomeActivity;
import dev.r3.workflows.contract.OutcomeInput;
import io.temporal.activity.Activity;

/** Keeps outcomes in the artifact store. */
public final class OutcomeActivityImpl implements OutcomeActivity {

    private final ExperimentOutcomes outcomes;

    public OutcomeActivityImpl(ExperimentOutcomes outcomes) {
        this.outcomes = requireNonNull(outcomes, "outcomes is null");
    }

    @Override
    public void keep(OutcomeInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), "outcome", "stages")) {
            outcomes.keep(input.run(), input.stages());
        }
    }
}
