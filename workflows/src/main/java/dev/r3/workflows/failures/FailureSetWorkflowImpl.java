package dev.r3.workflows.failures;

import dev.r3.workflows.contract.AttemptsActivity;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.AttemptsShardInput;
import dev.r3.workflows.contract.FailureSetWorkflow;
import dev.r3.workflows.contract.FailuresActivity;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.control.Gate;
import dev.r3.workflows.control.ShardedWork;
import dev.r3.workflows.options.StageOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.List;

/** The answers in shards, then their verdicts. */
public final class FailureSetWorkflowImpl implements FailureSetWorkflow {
    /** Looks into the store alone: it does not wait until a device is free. */
    private final AttemptsActivity lookUp = Workflow.newActivityStub(AttemptsActivity.class, StageOptions.cpu());

    /** Puts shards together, too, and computes those that are gone. */
    private final AttemptsActivity sampling = Workflow.newActivityStub(AttemptsActivity.class, StageOptions.gpu());

    private final FailuresActivity failures = Workflow.newActivityStub(FailuresActivity.class, StageOptions.cpu());

    private final Gate gate = new Gate();

    @Override
    public List<NamedStage> build(AttemptsInput input) {
        gate.pass("before " + StageKind.ATTEMPTS.label());
        NamedStage attempts = new NamedStage(StageKind.ATTEMPTS.label(), attempts(input));
        if (input.experiment().until() == StageKind.ATTEMPTS) {
            return List.of(attempts);
        }
        gate.pass("before " + StageKind.FAILURES.label());
        StageResult judged = failures.judge(new FailuresInput(input.experiment(), input.dataset(), attempts.result()));
        return List.of(attempts, new NamedStage(StageKind.FAILURES.label(), judged));
    }

    private StageResult attempts(AttemptsInput input) {
        ShardedStanding standing = lookUp.find(input);
        return ShardedWork.result(
                standing,
                shard -> Async.procedure(sampling::shard, new AttemptsShardInput(input, shard, standing.shards())),
                () -> sampling.finish(input));
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
