package dev.r3.activities.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.stage.SpecTree;

/**
 * How many tasks an arm solved.
 *
 * @param firstTry at the first try
 * @param secondTry at the first try or at the retry
 */
record ResultCounts(long tasks, long firstTry, long secondTry) {
    static final ResultCounts NONE = new ResultCounts(0, 0, 0);

    ResultCounts plus(TaskResult result) {
        return new ResultCounts(
                tasks + 1, firstTry + (result.firstPassed() ? 1 : 0), secondTry + (result.secondPassed() ? 1 : 0));
    }

    /** For a stage's manifest. */
    ObjectNode summary() {
        return SpecTree.empty().put("tasks", tasks).put("first_try", firstTry).put("second_try", secondTry);
    }
}
