package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.model.benchmark.Machine;
import java.util.List;

/**
 * What of a report is another whenever it is written: who, when, on what, from where.
 *
 * @param experiment its id
 * @param commit of R3, or empty
 * @param machine that the report was written on
 * @param stages in the order of the experiment
 */
record Circumstances(String experiment, String user, String commit, Machine machine, List<Stage> stages) {

    /**
     * How a stage came about.
     *
     * @param name such as {@code evaluation/vanilla}
     * @param origin such as {@code reused}
     * @param why it was computed or reused, for people
     * @param seconds that it took when it was computed, with all its parts
     * @param address of its manifest
     */
    record Stage(String name, String digest, String origin, String why, double seconds, String address) {}

    Circumstances {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(user, "user is null");
        requireNonNull(commit, "commit is null");
        requireNonNull(machine, "machine is null");
        stages = List.copyOf(stages);
    }
}
