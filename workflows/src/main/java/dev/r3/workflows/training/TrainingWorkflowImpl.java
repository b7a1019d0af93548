package dev.r3.workflows.training;

import dev.r3.workflows.contract.EpochInput;
import dev.r3.workflows.contract.EpochTrackingInput;
import dev.r3.workflows.contract.RunStart;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrainingActivity;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingStanding;
import dev.r3.workflows.contract.TrainingWorkflow;
import dev.r3.workflows.contract.spec.TrainSpec;
import dev.r3.workflows.control.Gate;
import dev.r3.workflows.options.StageOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;

/** An activity for each epoch, unless the trained model stands already. */
public final class TrainingWorkflowImpl implements TrainingWorkflow {
    /**
     * An epoch makes some six events; a history shall stay far below the server's 50 thousand. The server suggests an
     * earlier end where they are large.
     */
    private static final int MOST_EPOCHS = 500;

    private final TrainingActivity training = Workflow.newActivityStub(TrainingActivity.class, StageOptions.epoch());

    private final TrackingActivity tracking = Workflow.newActivityStub(TrackingActivity.class, StageOptions.tracking());

    private final Gate gate = new Gate();
    private final int epochsPerHistory;
    private long step;
    /** The last step that the tracking server has been told of in this history. */
    private long told;

    public TrainingWorkflowImpl() {
        this(MOST_EPOCHS);
    }

    /**
     * With shorter histories.
     *
     * @param epochsPerHistory after which it continues as a new run
     */
    public TrainingWorkflowImpl(int epochsPerHistory) {
        this.epochsPerHistory = epochsPerHistory;
    }

    @Override
    public StageResult train(TrainingInput input, RunStart run) {
        TrainingStanding standing = training.find(input);
        if (standing.finished().isPresent()) {
            return standing.finished().get();
        }
        step = standing.step();
        boolean converged = standing.converged();
        TrainSpec spec = input.experiment().spec().train();
        for (int epoch = 0; step < spec.steps() && !converged; epoch++) {
            // Before a new history begins, which would know nothing of a pause.
            gate.pass("after step %d of %d of training".formatted(step, spec.steps()));
            if (epoch == epochsPerHistory || (epoch > 0 && Workflow.getInfo().isContinueAsNewSuggested())) {
                Workflow.continueAsNew(input, run);
            }
            // A parent may have ended between two of this training's snapshots.
            long next = (step / spec.stepsPerSnapshot() + 1) * spec.stepsPerSnapshot();
            long until = Math.min(next, spec.steps());
            converged = training.epoch(new EpochInput(input, until));
            step = until;
            tell(new EpochTrackingInput(run, input, told), until);
        }
        return training.finish(input);
    }

    /** Training never waits for the tracking server: what isn't delivered now is with the next epoch. */
    private void tell(EpochTrackingInput steps, long until) {
        Async.procedure(tracking::trackEpoch, steps).handle((nothing, failure) -> {
            if (failure == null) {
                told = Math.max(told, until);
            }
            return failure == null;
        });
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public void pause() {
        gate.pause();
    }

    @Override
    public void resume() {
        gate.resume();
    }

    @Override
    public void stop() {
        gate.stop();
    }
}
