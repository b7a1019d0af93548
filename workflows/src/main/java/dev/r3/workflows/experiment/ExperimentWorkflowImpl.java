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
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingWorkflow;
import dev.r3.workflows.contract.WeightsInput;
import dev.r3.workflows.options.StageOptions;
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
    private final StageList stages = new StageList();

    @Override
    public ExperimentResult run(ExperimentInput input) {
        Tracking tracking = new Tracking(
                new RunKey(input, Workflow.getInfo().getFirstExecutionRunId(), Workflow.currentTimeMillis()));
        tracking.now(List.of(), TrackingInput.State.RUNNING);
        try {
            compute(input, tracking);
        } catch (TemporalFailure failure) {
            tracking.now(stages.done(), TrackingInput.State.FAILED);
            throw failure;
        }
        TrackedRun run = tracking.now(stages.done(), TrackingInput.State.FINISHED);
        return new ExperimentResult(input.id(), stages.done(), run);
    }

    private void compute(ExperimentInput input, Tracking tracking) {
        StageResult dataset = stage(StageKind.DATASET, () -> datasets.ingest(input));
        if (input.until() == StageKind.DATASET) {
            return;
        }
        List<Promise<Void>> beside = new ArrayList<>();
        if (input.until() == StageKind.EVALUATION) {
            input.models()
                    .forEach((weights, model) ->
                            beside.add(Async.procedure(() -> evaluate(input, dataset, weights, model, tracking))));
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
        StageResult trained = stage(StageKind.TRAIN, () -> train(new TrainingInput(input, dataset, failed), tracking));
        tracking.later(List.of(new NamedStage(StageKind.TRAIN.label(), trained)));
        if (input.until() == StageKind.TRAIN) {
            return;
        }
        evaluate(input, dataset, ArmName.TRAINED, trained, tracking);
        beside.forEach(Promise::get);
    }

    private StageResult stage(StageKind kind, Supplier<StageResult> computation) {
        return stages.run(kind.label(), computation);
    }

    private static StageResult train(TrainingInput input, Tracking tracking) {
        return Workflow.newChildWorkflowStub(TrainingWorkflow.class, child(input.experiment(), StageKind.TRAIN.label()))
                .train(input, tracking.run());
    }

    /** A baseline is compared by its reflections alone: the controls are for the weights that training starts and ends with. */
    private void evaluate(
            ExperimentInput input, StageResult dataset, String weights, StageResult model, Tracking tracking) {
        boolean controlled = weights.equals(ArmName.VANILLA) || weights.equals(ArmName.TRAINED);
        String name = new ArmName(weights, SecondTryChoice.REFLECTION).stage();
        List<NamedStage> arms = stages.runAll(
                name,
                () -> Workflow.newChildWorkflowStub(EvaluationWorkflow.class, child(input, name))
                        .evaluate(new WeightsInput(input, dataset, model, weights, controlled ? CONTROLS : List.of())));
        tracking.later(arms);
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
    public List<NamedStage> stages() {
        return stages.done();
    }

    @Override
    public List<String> explain() {
        return stages.done().stream()
                .map(stage -> stage.name() + ": " + stage.result().explanation())
                .toList();
    }
}
