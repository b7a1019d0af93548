package dev.r3.infra.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides how the wanted services are run on this machine, installing what they need. */
final class StackPlanner {
    private final StackHome home;
    private final TemporalTool temporal;
    private final MlflowTool mlflow;

    StackPlanner(StackHome home, TemporalTool temporal, MlflowTool mlflow) {
        this.home = home;
        this.temporal = temporal;
        this.mlflow = mlflow;
    }

    /** Entries for the wanted services that do not answer yet. */
    List<Plan.Entry> entries(Set<Service> wanted, Optional<StackRecord> living, StackListener listener)
            throws IOException, InterruptedException {
        var entries = new ArrayList<Plan.Entry>();
        for (var service : wanted) {
            var known = living.flatMap(record -> record.service(service));
            if (known.filter(ServiceRecord::isReady).isEmpty()) {
                entries.add(entry(service, listener));
            }
        }
        return entries;
    }

    private Plan.Entry entry(Service service, StackListener listener) throws IOException, InterruptedException {
        return switch (service) {
            case TEMPORAL ->
                new Plan.Entry(
                        service,
                        temporal.provide(home.installLog("temporal"), listener)
                                .map(Object::toString)
                                .orElse(null),
                        null);
            case ARTIFACTS -> new Plan.Entry(service, null, null);
            case TRACKING -> tracking(listener);
        };
    }

    private Plan.Entry tracking(StackListener listener) throws IOException, InterruptedException {
        try {
            var python = mlflow.provide(home.installLog("mlflow"), listener);
            return new Plan.Entry(Service.TRACKING, python.toString(), null);
        } catch (InstallException e) {
            var reason = "No MLflow server, metrics wait in the ledger: " + e.getMessage() + "\n  Once Python "
                    + Python.OLDEST + " or newer works here, `r3 up` starts it.";
            return new Plan.Entry(Service.TRACKING, null, reason);
        }
    }
}
