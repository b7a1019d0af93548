package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code train} stage, in parts: what a part gives is kept, and the next goes on from there, on any worker. */
@ActivityInterface
public interface TrainingActivity {

    /** How far it has come already. */
    @ActivityMethod(name = "FindTraining")
    TrainingStanding find(TrainingInput input);

    /**
     * Trains up to a step, and keeps all that the next part needs; if it is cancelled, up to the step that it is at.
     *
     * @return whether no step is to follow before the spec's last: training longer promises nothing, or the control has as
     *     many steps as it is to have; of histories from before this was told, false
     */
    @ActivityMethod(name = "TrainEpoch")
    boolean epoch(EpochInput input);

    /** Commits the trained model, after the last epoch. */
    @ActivityMethod(name = "FinishTraining")
    StageResult finish(TrainingInput input);
}
