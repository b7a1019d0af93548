package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code sampled} stage of one model's weights, in shards: any workers sample them side by side. */
@ActivityInterface
public interface SampledActivity {

    /** What there is to do; needs no device. */
    @ActivityMethod(name = "FindSampled")
    ShardedStanding find(SampledInput input);

    /** Samples a shard's tasks, and keeps the results for {@link #finish}. */
    @ActivityMethod(name = "SampleShard")
    void shard(SampledShardInput input);

    /** Commits the results of all tasks, after the last shard. */
    @ActivityMethod(name = "FinishSampled")
    StageResult finish(SampledInput input);
}
