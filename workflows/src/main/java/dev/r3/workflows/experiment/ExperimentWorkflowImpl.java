package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.AttemptsActivity;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.DatasetActivity;
import dev.r3.workflows.contract.EvaluationWorkflow;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailuresActivity;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingWorkflow;
import dev.r3.workflows.contract.WeightsInput;
import dev.r3.workflows.options.StageOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The method, stage by stage; models that wait for nothing are evaluated beside. */
public final class ExperimentWorkflowImpl implements ExperimentWorkflow {
    private static final List<SecondTryChoice> CONTROLS = List.of(
            SecondTryChoice.NO_REFLECTION, SecondTryChoice.GENERIC_REFLECTION, SecondTryChoice.FOREIGN_REFLECTION);

    private final DatasetActivity datasets = Workflow.newActivityStub(DatasetActivity.class, StageOptions.cpu());
    private final AttemptsActivity attempts = Workflow.newActivityStub(AttemptsActivity.class, StageOptions.gpu());
    private final FailuresActivity failures = Workflow.newActivityStub(FailuresActivity.class, StageOptions.cpu());
    private final TrackingActivity tracking = Workflow.newActivityStub(TrackingActivity.class, StageOptions.tracking());

    private final StageList stages = new StageList();

    @Override
    public ExperimentResult run(ExperimentInput input) {
        long startedAt = Workflow.currentTimeMillis();
        try {
            track(input, startedAt, TrackingInput.State.RUNNING);
            compute(input);
        } catch (TemporalFailure failure) {
            track(input, startedAt, TrackingInput.State.FAILED);
            throw failure;
        }
        TrackedRun run = track(input, startedAt, TrackingInput.State.FINISHED);
        return new ExperimentResult(input.id(), stages.done(), run);
    }

    private void compute(ExperimentInput input) {
        StageResult dataset = stage(StageKind.DATASET, () -> datasets.ingest(input));
        if (input.until() == StageKind.DATASET) {
            return;
        }
        List<Promise<List<NamedStage>>> beside = new ArrayList<>();
        if (input.until() == StageKind.EVALUATION) {
            input.models()
                    .forEach((weights, model) ->
                            beside.add(Async.function(() -> evaluate(input, dataset, weights, model))));
        }
        StageResult answers = stage(StageKind.ATTEMPTS, () -> attempts.sample(new AttemptsInput(input, dataset)));
        if (input.until() == StageKind.ATTEMPTS) {
            return;
        }
        StageResult failed =
                stage(StageKind.FAILURES, () -> failures.judge(new FailuresInput(input, dataset, answers)));
        if (input.until() == StageKind.FAILURES) {
            return;
        }
        StageResult trained = stage(StageKind.TRAIN, () -> train(new TrainingInput(input, dataset, failed)));
        if (input.until() == StageKind.TRAIN) {
            return;
        }
        evaluate(input, dataset, ArmName.TRAINED, trained);
        beside.forEach(Promise::get);
    }

    private StageResult stage(StageKind kind, Supplier<StageResult> computation) {
        return stages.run(kind.label(), computation);
    }

    private static StageResult train(TrainingInput input) {
        return Workflow.newChildWorkflowStub(TrainingWorkflow.class, child(input.experiment(), StageKind.TRAIN.label()))
                .train(input);
    }

    /** A baseline is compared by its reflections alone: the controls are for the weights that training starts and ends with. */
    private List<NamedStage> evaluate(ExperimentInput input, StageResult dataset, String weights, StageResult model) {
        boolean controlled = weights.equals(ArmName.VANILLA) || weights.equals(ArmName.TRAINED);
        String name = new ArmName(weights, SecondTryChoice.REFLECTION).stage();
        return stages.runAll(
                name,
                () -> Workflow.newChildWorkflowStub(EvaluationWorkflow.class, child(input, name))
                        .evaluate(new WeightsInput(input, dataset, model, weights, controlled ? CONTROLS : List.of())));
    }

    /** Children are found by their parent's id and their part in it. */
    private static ChildWorkflowOptions child(ExperimentInput input, String part) {
        return ChildWorkflowOptions.newBuilder()
                .setWorkflowId(input.id().value() + "/" + part)
                .build();
    }

    @Override
    public List<StageProgress> progress() {
        return stages.progress();
    }

    @Override
    public List<String> explain() {
        return stages.done().stream()
                .map(stage -> stage.name() + ": " + stage.result().explanation())
                .toList();
    }

    private TrackedRun track(ExperimentInput input, long startedAt, TrackingInput.State state) {
        String run = Workflow.getInfo().getFirstExecutionRunId();
        try {
            return tracking.track(
                    new TrackingInput(input, run, startedAt, Workflow.currentTimeMillis(), stages.done(), state));
        } catch (ActivityFailure failure) {
            return TrackedRun.waiting(reason(failure));
        }
    }

    private static String reason(ActivityFailure failure) {
        return failure.getCause() instanceof ApplicationFailure cause
                ? cause.getOriginalMessage()
                : "the tracking server did not answer in time";
    }
}
