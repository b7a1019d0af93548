package dev.r3.infra.cli;

import dev.r3.activities.failure.StageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.folder.FolderArtifactStore;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.ServiceState;
import dev.r3.infra.local.ServiceStatus;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.Settings;
import dev.r3.infra.settings.TemporalSettings;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The experiments that go on. */
final class RunningExperiments {
    /** Each is asked for; older ones hardly run. */
    private static final int MOST_ASKED = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private RunningExperiments() {}

    /** By the services as they are: none is started. Empty also if Temporal or the artifact store does not answer. */
    static List<CatalogEntry> find() {
        try {
            Settings settings = Settings.fromEnvironment(System.getenv());
            Optional<TemporalSettings> temporal = settings.temporal().or(RunningExperiments::localTemporal);
            return temporal.isEmpty() ? List.of() : find(settings, temporal.get());
        } catch (UnreachableException | StageFailure | IllegalArgumentException e) {
            // Whoever needs them says what is wrong with them.
            return List.of();
        }
    }

    private static List<CatalogEntry> find(Settings settings, TemporalSettings temporal) throws UnreachableException {
        try (TemporalConnection connection = TemporalConnection.open(temporal, PATIENCE)) {
            Experiments experiments = new Experiments(connection.client());
            if (settings.artifacts().isEmpty()) {
                LocalStack stack = LocalStack.of(Home.current().folder());
                return among(newest(new FolderArtifactStore(stack.objects())), experiments);
            }
            try (S3ArtifactStore store =
                    new S3ArtifactStore(settings.artifacts().get())) {
                return among(newest(store), experiments);
            }
        }
    }

    private static List<CatalogEntry> newest(ArtifactStore store) {
        return new Catalog(store).entries().stream().limit(MOST_ASKED).toList();
    }

    private static Optional<TemporalSettings> localTemporal() {
        return LocalStack.of(Home.current().folder()).status().services().stream()
                .filter(known -> known.service() == Service.TEMPORAL && known.state() == ServiceState.READY)
                .map(ServiceStatus::address)
                .map(address -> new TemporalSettings(address, "default"))
                .findFirst();
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
