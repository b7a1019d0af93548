package dev.r3.workflows.evaluation;

import dev.r3.workflows.contract.SampledActivity;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledShardInput;
import dev.r3.workflows.contract.SampledWorkflow;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.control.Gate;
import dev.r3.workflows.control.ShardedWork;
import dev.r3.workflows.options.StageOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;

/** The tasks in shards. */
public final class SampledWorkflowImpl implements SampledWorkflow {
    /** Looks into the store alone: it does not wait until a device is free. */
    private final SampledActivity lookUp = Workflow.newActivityStub(SampledActivity.class, StageOptions.cpu());

    /** Puts shards together, too, and computes those that are gone. */
    private final SampledActivity sampling = Workflow.newActivityStub(SampledActivity.class, StageOptions.gpu());

    /** The same for a model behind a server, which needs no device here. */
    private final SampledActivity asking = Workflow.newActivityStub(SampledActivity.class, StageOptions.endpoint());

    private final Gate gate = new Gate();

    @Override
    public StageResult sample(SampledInput input) {
        gate.pass("before " + input.stage());
        ShardedStanding standing = lookUp.find(input);
        SampledActivity writing =
                input.experiment().spec().evaluate().endpoints().containsKey(input.weights()) ? asking : sampling;
        return ShardedWork.result(
                standing,
                shard -> Async.procedure(writing::shard, new SampledShardInput(input, shard, standing.shards())),
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
