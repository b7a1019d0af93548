package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Another data set on which the trained model is compared with vanilla: what it may have forgotten. */
public record ForgettingSpec(
        @Setting("What is asked there, and how answers are judged; any task family.")
        TaskSpec task,

        @Setting("A file as in data.source; all its tasks are there to be answered, none is trained on: what this"
                + " experiment or one that it goes on from trains or validates on is left out.")
        String source,

        @Setting(
                value = "The file's column for each of the family's columns that is named otherwise.",
                byDefault = "{}")
        Map<String, String> columns,

        @Setting(value = "What the data must prove before use.", byDefault = "{}")
        ProofSpec proof,

        @Setting(value = "Most tasks, from the top of the file; 0 takes all.", byDefault = "0")
        int tasks,

        @Setting(
                value = "Most that the first try may lose there against vanilla if the trained model is to become the"
                        + " champion, as a share of these tasks; shown as for gate.first-try-loss. 1 for no limit.",
                byDefault = "0.05")
        double limit) {
    public ForgettingSpec {
        requireNonNull(task, "task is null");
        requireNonNull(source, "source is null");
        SortedMap<String, String> sorted = new TreeMap<>(columns);
        columns = Collections.unmodifiableSortedMap(sorted);
        requireNonNull(proof, "proof is null");
        Range.requireAtLeast("tasks", 0, tasks);
        Range.requireShare("limit", limit);
    }

    /** The same with at most so many tasks; 0 for all. */
    public ForgettingSpec withTasks(int most) {
        return new ForgettingSpec(task, source, columns, proof, most, limit);
    }

    /** As an experiment's data: every task is a test task. */
    DataSpec data() {
        return new DataSpec(source, columns, 0, SplitSpec.ALL_TEST, proof);
    }
}
