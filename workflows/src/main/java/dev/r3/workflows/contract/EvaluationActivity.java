package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code evaluation} stage of an arm, in shards: any workers evaluate them side by side. */
@ActivityInterface
public interface EvaluationActivity {

    /** What there is to do; needs no device. */
    @ActivityMethod(name = "FindEvaluation")
    ShardedStanding find(EvaluationInput input);

    /** Evaluates a shard's tasks, and keeps the results for {@link #finish}. */
    @ActivityMethod(name = "EvaluateShard")
    void shard(ShardInput input);

    /** Commits the arm's results, after the last shard. */
    @ActivityMethod(name = "FinishEvaluation")
    StageResult finish(EvaluationInput input);
}
