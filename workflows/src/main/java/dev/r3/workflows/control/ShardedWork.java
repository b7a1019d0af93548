package dev.r3.workflows.control;

import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageResult;
import io.temporal.workflow.Promise;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A stage that is computed in shards, side by side, and then put together. */
public final class ShardedWork {

    private ShardedWork() {}

    /**
     * The stage as it stands, or else its computation's.
     *
     * @param shard begins one
     */
    public static StageResult result(
            ShardedStanding standing, IntFunction<Promise<Void>> shard, Supplier<StageResult> finish) {
        if (standing.finished().isPresent()) {
            return standing.finished().get();
        }
        Promise.allOf(IntStream.range(0, standing.shards()).mapToObj(shard).toList())
                .get();
        return finish.get();
    }
}
