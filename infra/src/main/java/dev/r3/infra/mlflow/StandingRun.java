package dev.r3.infra.mlflow;

import java.util.Comparator;

/**
 * A run on the server.
 *
 * @param ended whether a delivery has said how it ended
 * @param artifacts where the server keeps the run's files
 */
record StandingRun(String id, boolean ended, String artifacts) {

    /** Which of several runs with one key stays: an ended one, because nobody may deliver to it again. */
    static final Comparator<StandingRun> FIRST_STAYS =
            Comparator.comparing(StandingRun::ended).reversed().thenComparing(StandingRun::id);
}
