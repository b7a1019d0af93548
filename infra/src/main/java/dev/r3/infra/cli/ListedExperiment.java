package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.settings.TemporalSettings;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An experiment of an artifact store, and where it stands.
 *
 * @param state in a word
 */
record ListedExperiment(CatalogEntry entry, String state) {
    private static final String FINISHED = word(Experiments.State.FINISHED);

    ListedExperiment {
        requireNonNull(entry, "entry is null");
        requireNonNull(state, "state is null");
    }

    /**
     * All experiments, the newest first. Where Temporal does not answer a person is told so, and hears what the store
     * alone knows: which have finished.
     *
     * @param patience how long Temporal may take to answer
     */
    static List<ListedExperiment> all(Catalog catalog, TemporalSettings temporal, Duration patience) {
        List<CatalogEntry> entries = catalog.entries();
        try (TemporalConnection connection = TemporalConnection.open(temporal, patience)) {
            Experiments experiments = new Experiments(connection.client());
            List<ListedExperiment> listed = new ArrayList<>();
            for (CatalogEntry entry : entries) {
                listed.add(new ListedExperiment(entry, state(experiments.state(entry.id()), catalog, entry)));
            }
            return listed;
        } catch (UnreachableException e) {
            Terminal.notice(
                    "r3: %s; so only the artifact store was asked, which knows what has finished: what is 'unknown' may go on, have failed or be stopped"
                            .formatted(e.getMessage()));
            return entries.stream()
                    .map(entry -> new ListedExperiment(entry, isFinished(catalog, entry) ? FINISHED : "unknown"))
                    .toList();
        }
    }

    private static String state(Experiments.State known, Catalog catalog, CatalogEntry entry) {
        return known == Experiments.State.FORGOTTEN && isFinished(catalog, entry) ? FINISHED : word(known);
    }

    private static boolean isFinished(Catalog catalog, CatalogEntry entry) {
        return catalog.finished(entry.id()).isPresent();
    }

    private static String word(Experiments.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
