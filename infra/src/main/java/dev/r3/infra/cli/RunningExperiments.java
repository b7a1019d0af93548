package dev.r3.infra.cli;

import dev.r3.activities.port.ArtifactStore;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.folder.FolderArtifactStore;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.Settings;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import java.util.ArrayList;
import java.util.List;

/** The experiments that go on. */
final class RunningExperiments {
    /** Each is asked for; older ones hardly run. */
    private static final int MOST_ASKED = 100;

    private RunningExperiments() {}

    /**
     * Of the artifact store that is configured, or of the local stack's, which need not be up.
     *
     * @throws dev.r3.activities.failure.StorageFailure if it does not answer
     */
    static List<CatalogEntry> find(Settings settings, Experiments experiments) throws UnreachableException {
        if (settings.artifacts().isEmpty()) {
            LocalStack stack = LocalStack.of(Home.current().folder());
            return among(newest(new FolderArtifactStore(stack.objects())), experiments);
        }
        try (S3ArtifactStore store = new S3ArtifactStore(settings.artifacts().get())) {
            return among(newest(store), experiments);
        }
    }

    private static List<CatalogEntry> newest(ArtifactStore store) {
        return new Catalog(store).entries().stream().limit(MOST_ASKED).toList();
    }

    /** Those that go on. */
    static List<CatalogEntry> among(List<CatalogEntry> entries, Experiments experiments) throws UnreachableException {
        List<CatalogEntry> running = new ArrayList<>();
        for (CatalogEntry entry : entries) {
            if (experiments.isRunning(entry.id())) {
                running.add(entry);
            }
        }
        return running;
    }
}
