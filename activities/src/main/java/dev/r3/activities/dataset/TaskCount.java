package dev.r3.activities.dataset;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.StageResult;

/** How many tasks of a side there are for a stage that uses so many at most. */
public final class TaskCount {

    private TaskCount() {}

    /**
     * By the profile of a committed data set.
     *
     * @param limit at most so many; 0 for all
     * @throws DataFailure if there are none
     */
    public static int of(Stages stages, StageResult dataset, Side side, int limit) {
        long all = ProfileFile.of(stages.manifest(dataset).summary()).splits().of(side);
        requireSome(all == 0, side);
        return Math.toIntExact(limit == 0 ? all : Math.min(limit, all));
    }

    /**
     * Refuses a side that has no tasks.
     *
     * @throws DataFailure if it is so
     */
    public static void requireSome(boolean none, Side side) {
        if (none) {
            throw new DataFailure("the data has no %s tasks; see data.split".formatted(side.label()));
        }
    }
}
