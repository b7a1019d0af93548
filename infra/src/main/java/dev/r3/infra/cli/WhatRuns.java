package dev.r3.infra.cli;

import dev.r3.activities.failure.StageFailure;
import dev.r3.infra.catalog.CatalogEntry;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.ServiceState;
import dev.r3.infra.local.ServiceStatus;
import dev.r3.infra.settings.Settings;
import dev.r3.infra.settings.TemporalSettings;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.infra.temporal.PollingWorker;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Temporal knows of: workers, and the experiments that go on. */
record WhatRuns(List<SeenWorker> workers, List<CatalogEntry> experiments) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final WhatRuns NOTHING = new WhatRuns(List.of(), List.of());

    WhatRuns {
        workers = List.copyOf(workers);
        experiments = List.copyOf(experiments);
    }

    /** By the services as they are: none is started. Nothing if Temporal does not answer. */
    static WhatRuns now() {
        try {
            Settings settings = Settings.fromEnvironment(System.getenv());
            Optional<TemporalSettings> temporal = settings.temporal().or(WhatRuns::localTemporal);
            return temporal.isEmpty() ? NOTHING : now(settings, temporal.get());
        } catch (UnreachableException | IllegalArgumentException e) {
            // Whoever needs it says what is wrong with it.
            return NOTHING;
        }
    }

    private static Optional<TemporalSettings> localTemporal() {
        return LocalStack.of(Home.current().folder()).status().services().stream()
                .filter(known -> known.service() == Service.TEMPORAL && known.state() == ServiceState.READY)
                .map(ServiceStatus::address)
                .map(address -> new TemporalSettings(address, "default"))
                .findFirst();
    }

    private static WhatRuns now(Settings settings, TemporalSettings temporal) throws UnreachableException {
        try (TemporalConnection connection = TemporalConnection.open(temporal, PATIENCE)) {
            Experiments experiments = new Experiments(connection.client());
            List<CatalogEntry> running = running(settings, experiments);
            Map<ExperimentId, List<RunningActivity>> work = new LinkedHashMap<>();
            for (CatalogEntry experiment : running) {
                work.put(experiment.id(), experiments.running(experiment.id()));
            }
            return new WhatRuns(
                    SeenWorker.of(PollingWorker.all(connection.client(), PATIENCE.toSeconds()), work), running);
        }
    }

    /** None if the artifact store does not answer; workers are there without it. */
    private static List<CatalogEntry> running(Settings settings, Experiments experiments) throws UnreachableException {
        try {
            return RunningExperiments.find(settings, experiments);
        } catch (StageFailure e) {
            return List.of();
        }
    }
}
