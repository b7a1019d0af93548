package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.policy.Judgement;
import dev.r3.activities.stage.Shard;
import dev.r3.activities.table.RecordRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * What weights made of all test tasks with reflections of their own, in a file of {@link EvaluationStage}. It may be of
 * any length, so only what is asked for is held. Tasks go by their places in the file.
 */
final class ReflectedResults {
    private final Path file;

    ReflectedResults(Path file) {
        this.file = requireNonNull(file, "file is null");
    }

    /** A shard's results. */
    List<TaskResult> of(Shard shard) {
        List<TaskResult> results = new ArrayList<>();
        forEach((result, task) -> {
            if (shard.from() <= task && task < shard.until()) {
                results.add(result);
            }
        });
        return results;
    }

    /** The tasks whose failed first answers were reflected on: of those that left no room for it there is nothing. */
    int[] reflected() {
        IntStream.Builder reflected = IntStream.builder();
        forEach((result, task) -> {
            if (result.first() == Judgement.FAILED && result.retry() != Judgement.NONE) {
                reflected.add(task);
            }
        });
        return reflected.build().toArray();
    }

    /** The reflections on some tasks. */
    Map<Integer, String> reflections(Set<Integer> tasks) {
        Map<Integer, String> reflections = new HashMap<>();
        forEach((result, task) -> {
            if (tasks.contains(task)) {
                reflections.put(task, result.reflection());
            }
        });
        return reflections;
    }

    private void forEach(ObjIntConsumer<TaskResult> action) {
        try (RecordRows<TaskResult> rows = RecordRows.open(file, TaskResult.class)) {
            for (int task = 0; rows.hasNext(); task++) {
                action.accept(rows.next(), task);
            }
        }
    }
}
