package dev.r3.infra.mlflow;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Map;

/**
 * A run on the server.
 *
 * @param ended whether a delivery has said how it ended
 * @param artifacts where the server keeps the run's files
 * @param tags that it has
 */
record StandingRun(String id, boolean ended, String artifacts, Map<String, String> tags) {
    StandingRun {
        requireNonNull(id, "id is null");
        requireNonNull(artifacts, "artifacts is null");
        tags = Map.copyOf(tags);
    }

    /** Which of several runs with one key stays: an ended one, because nobody may deliver to it again. */
    static final Comparator<StandingRun> FIRST_STAYS =
            Comparator.comparing(StandingRun::ended).reversed().thenComparing(StandingRun::id);
}
