package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code attempts} stage, in shards: any workers have the policy answer training tasks side by side. */
@ActivityInterface
public interface AttemptsActivity {

    /** What there is to do; needs no device. */
    @ActivityMethod(name = "FindAttempts")
    ShardedStanding find(AttemptsInput input);

    /** Has a shard's tasks answered, and keeps the answers for {@link #finish}. */
    @ActivityMethod(name = "SampleAttemptsShard")
    void shard(AttemptsShardInput input);

    /** Commits the answers to all tasks, after the last shard. */
    @ActivityMethod(name = "FinishAttempts")
    StageResult finish(AttemptsInput input);
}
