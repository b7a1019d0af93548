package dev.r3.infra.pretrain;

import dev.r3.activities.dataset.TaskReader;
import dev.r3.activities.failure.DataFailure;
import dev.r3.infra.spec.RecordFile;
import dev.r3.infra.spec.SpecException;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the tasks that the corpus may not show. */
final class HeldOutTasks {

    private HeldOutTasks() {}

    /** Their identities. */
    static Set<String> read(RecordFile<PretrainSpec> file) throws SpecException {
        Set<String> identities = new TreeSet<>();
        for (Map.Entry<String, String> named : file.content().corpus().heldOut().entrySet()) {
            try {
                add(file.path().toAbsolutePath().resolveSibling(named.getValue()).normalize(), identities);
            } catch (InvalidPathException | DataFailure e) {
                throw file.failure("corpus.held-out." + named.getKey(), String.valueOf(e.getMessage()));
            }
        }
        return identities;
    }

    private static void add(Path source, Set<String> identities) {
        try (TaskReader<CountdownTask> tasks = TaskReader.open(new CountdownFamily(), source)) {
            tasks.forEachRemaining(task -> identities.add(task.identity()));
        }
    }
}
