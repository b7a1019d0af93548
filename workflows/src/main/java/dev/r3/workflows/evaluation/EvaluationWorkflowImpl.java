package dev.r3.workflows.evaluation;

import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.EvaluationActivity;
import dev.r3.workflows.contract.EvaluationInput;
import dev.r3.workflows.contract.EvaluationWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.ShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.WeightsInput;
import dev.r3.workflows.control.Gate;
import dev.r3.workflows.control.ShardedWork;
import dev.r3.workflows.options.StageOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The arms one after another, each in shards; controls retry the failed answers of the arm that reflects. */
public final class EvaluationWorkflowImpl implements EvaluationWorkflow {
    /** Looks into the store alone: it does not wait until a device is free. */
    private final EvaluationActivity lookUp = Workflow.newActivityStub(EvaluationActivity.class, StageOptions.cpu());

    /** Puts shards together, too, and computes those that are gone. */
    private final EvaluationActivity evaluation =
            Workflow.newActivityStub(EvaluationActivity.class, StageOptions.gpu());

    /** The same for a model behind a server, which needs no device here. */
    private final EvaluationActivity asking =
            Workflow.newActivityStub(EvaluationActivity.class, StageOptions.endpoint());

    private final Gate gate = new Gate();

    @Override
    public List<NamedStage> evaluate(WeightsInput input) {
        NamedStage reflecting = arm(input, SecondTryChoice.REFLECTION, Optional.empty());
        List<NamedStage> arms = new ArrayList<>(List.of(reflecting));
        for (SecondTryChoice control : input.controls()) {
            arms.add(arm(input, control, Optional.of(reflecting.result())));
        }
        return arms;
    }

    private NamedStage arm(WeightsInput input, SecondTryChoice secondTry, Optional<StageResult> reflecting) {
        ArmName arm = input.arm(secondTry);
        gate.pass("before " + arm.stage());
        return new NamedStage(
                arm.stage(),
                results(new EvaluationInput(input.experiment(), input.dataset(), input.model(), arm, reflecting)));
    }

    private StageResult results(EvaluationInput input) {
        ShardedStanding standing = lookUp.find(input);
        EvaluationActivity writing = input.experiment()
                        .spec()
                        .evaluate()
                        .endpoints()
                        .containsKey(input.arm().weights())
                ? asking
                : evaluation;
        return ShardedWork.result(
                standing,
                shard -> Async.procedure(writing::shard, new ShardInput(input, shard, standing.shards())),
                () -> writing.finish(input));
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
