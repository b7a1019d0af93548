package dev.r3.infra.pretrain;

import dev.r3.activities.dataset.Share;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.dataset.Split;
import dev.r3.activities.dataset.TaskReader;
import dev.r3.activities.failure.DataFailure;
import dev.r3.infra.spec.RecordFile;
import dev.r3.infra.spec.SpecException;
import dev.r3.infra.spec.SpecReader;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads the tasks that the corpus may not show. */
final class HeldOutTasks {

    private HeldOutTasks() {}

    /** Their identities. */
    static Set<String> read(RecordFile<PretrainSpec> file) throws SpecException {
        Set<String> identities = new TreeSet<>();
        for (Map.Entry<String, String> named : file.content().corpus().heldOut().entrySet()) {
            try {
                add(beside(file.path(), named.getValue()), identities);
            } catch (InvalidPathException | DataFailure | SpecException e) {
                throw file.failure("corpus.held-out." + named.getKey(), String.valueOf(e.getMessage()));
            }
        }
        return identities;
    }

    private static Path beside(Path file, String name) {
        return file.toAbsolutePath().resolveSibling(name).normalize();
    }

    private static void add(Path source, Set<String> identities) throws SpecException {
        if (!source.toString().endsWith(".yaml")) {
            add(source, task -> true, identities);
            return;
        }
        ExperimentSpec experiment = SpecReader.read(source).spec();
        Split split = split(experiment.data().split());
        add(beside(source, experiment.data().source()), task -> split.sideOf(task) != Side.TRAIN, identities);
    }

    private static void add(Path source, Predicate<CountdownTask> chosen, Set<String> identities) {
        try (TaskReader<CountdownTask> tasks = TaskReader.open(new CountdownFamily(), source)) {
            tasks.forEachRemaining(task -> {
                if (chosen.test(task)) {
                    identities.add(task.identity());
                }
            });
        }
    }

    private static Split split(SplitSpec spec) {
        return new Split(spec.seed(), share(spec.validation()), share(spec.test()));
    }

    private static Share share(double share) {
        return new Share(BigDecimal.valueOf(share));
    }
}
