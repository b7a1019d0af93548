package dev.r3.infra.mlflow;

import java.util.Comparator;

/**
 * A model on the server.
 *
 * @param createdAt in milliseconds since 1970, by the server's clock
 * @param ready whether a delivery has said that it is whole
 */
record LoggedModel(String id, long createdAt, boolean ready) {

    /** Which of several with one key stays: whoever saw one alone saw the oldest. */
    static final Comparator<LoggedModel> FIRST_STAYS =
            Comparator.comparingLong(LoggedModel::createdAt).thenComparing(LoggedModel::id);
}
