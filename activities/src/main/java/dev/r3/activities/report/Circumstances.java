package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.GeneratedTokens;
import dev.r3.activities.stage.Hardware;
import dev.r3.activities.stage.StageCode;
import dev.r3.model.benchmark.Machine;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of a report is another whenever it is written: who, when, on what, from where.
 *
 * @param experiment its id
 * @param commit of R3, or empty
 * @param writtenAt when the report was written, in milliseconds since 1970
 * @param machine that it was written on
 * @param endpoints the models behind servers and where they were asked, by the names of their weights in arms
 * @param stages in the order of the experiment
 */
record Circumstances(
        String experiment,
        String user,
        String commit,
        long writtenAt,
        Machine machine,
        SortedMap<String, String> endpoints,
        List<Stage> stages) {

    /**
     * How a stage came about.
     *
     * @param name such as {@code evaluation/vanilla}
     * @param origin such as {@code reused}
     * @param why it was computed or reused, for people
     * @param seconds that it took when it was computed, with all its parts
     * @param coreSeconds these times the threads that computed; null if that was not recorded
     * @param hardware of all who computed it; none if that was not recorded
     * @param tokens that models wrote in it; null if it has none, or that was not recorded
     * @param turns the same of an arm by turn
     * @param code digests of R3's code that committed it and that computed its shards ({@link StageCode#digests})
     * @param address of its manifest
     */
    record Stage(
            String name,
            String digest,
            String origin,
            String why,
            double seconds,
            @Nullable Double coreSeconds,
            List<Hardware> hardware,
            @Nullable Long tokens,
            @Nullable GeneratedTokens turns,
            SortedSet<String> code,
            String address) {
        Stage {
            hardware = List.copyOf(hardware);
            code = Collections.unmodifiableSortedSet(new TreeSet<>(code));
        }
    }

    Circumstances {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(user, "user is null");
        requireNonNull(commit, "commit is null");
        requireNonNull(machine, "machine is null");
        endpoints = Collections.unmodifiableSortedMap(new TreeMap<>(endpoints));
        stages = List.copyOf(stages);
    }

    /**
     * The stage of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    Stage stage(String named) {
        return stages.stream()
                .filter(stage -> stage.name().equals(named))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stage " + named));
    }
}
