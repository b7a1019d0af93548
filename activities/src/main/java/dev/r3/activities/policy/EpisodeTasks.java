package dev.r3.activities.policy;

import dev.r3.activities.dataset.TaskId;
import dev.r3.activities.dataset.TaskReader;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.verifiers.api.Verifier;
import dev.r3.workflows.contract.spec.TaskSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tasks of an ingested side, with their verifier. */
public final class EpisodeTasks {

    private EpisodeTasks() {}

    /**
     * Reads a side's tasks in their order.
     *
     * @param from how many are left out first
     * @param limit at most so many; 0 for all
     * @throws ConfigFailure for options that the family does not take
     * @throws dev.r3.activities.failure.DataFailure if the file can't be read
     */
    public static <T extends Task> List<EpisodeTask> read(
            TaskFamily<T> family, TaskSpec spec, Path file, int from, int limit) {
        Verifier<T> verifier = verifier(family, spec);
        List<EpisodeTask> tasks = new ArrayList<>();
        try (TaskReader<T> reader = TaskReader.open(family, file)) {
            for (int skipped = 0; skipped < from && reader.hasNext(); skipped++) {
                reader.next();
            }
            while (reader.hasNext() && (limit == 0 || tasks.size() < limit)) {
                T task = reader.next();
                tasks.add(EpisodeTask.of(TaskId.of(task).value(), task, verifier));
            }
        }
        return tasks;
    }

    private static <T extends Task> Verifier<T> verifier(TaskFamily<T> family, TaskSpec spec) {
        try {
            return family.verifier(Options.of(family.options(), spec.options()));
        } catch (InvalidOptionException e) {
            throw new ConfigFailure("task.options: " + e.getMessage(), e);
        }
    }
}
