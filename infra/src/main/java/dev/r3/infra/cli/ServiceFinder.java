package dev.r3.infra.cli;

import dev.r3.infra.local.ArtifactsEndpoint;
import dev.r3.infra.local.Endpoints;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.StackException;
import dev.r3.infra.local.TemporalEndpoint;
import dev.r3.infra.local.TrackingEndpoint;
import dev.r3.infra.settings.MlflowSettings;
import dev.r3.infra.settings.Services;
import dev.r3.infra.settings.Settings;
import dev.r3.infra.settings.TemporalSettings;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Finds every service: the configured one, or else the local stack's, started if need be. */
final class ServiceFinder {

    private ServiceFinder() {}

    static Services find() {
        Settings settings = settings();
        Set<Service> missing = missing(settings);
        Endpoints local =
                missing.isEmpty() ? new Endpoints(Optional.empty(), Optional.empty(), Optional.empty()) : up(missing);
        return services(settings, local);
    }

    static Settings settings() {
        try {
            return Settings.fromEnvironment(System.getenv());
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e);
        }
    }

    /** What nobody configured. */
    static Set<Service> missing(Settings settings) {
        Set<Service> missing = EnumSet.noneOf(Service.class);
        if (settings.temporal().isEmpty()) {
            missing.add(Service.TEMPORAL);
        }
        if (settings.artifacts().isEmpty()) {
            missing.add(Service.ARTIFACTS);
        }
        if (settings.tracking().isEmpty()) {
            missing.add(Service.TRACKING);
        }
        return missing;
    }

    static Endpoints up(Set<Service> services) {
        try {
            return LocalStack.of(Home.current().folder()).up(services, Terminal::notice);
        } catch (StackException e) {
            throw UserError.failed(e);
        }
    }

    private static Services services(Settings settings, Endpoints local) {
        return new Services(
                settings.temporal()
                        .or(() -> local.temporal().map(temporal -> new TemporalSettings(temporal.target(), "default")))
                        .orElseThrow(),
                settings.artifacts()
                        .or(() -> local.artifacts().map(ArtifactsEndpoint::settings))
                        .orElseThrow(),
                settings.tracking().or(() -> local.tracking().flatMap(ServiceFinder::tracking)),
                local.temporal().flatMap(TemporalEndpoint::ui));
    }

    private static Optional<MlflowSettings> tracking(TrackingEndpoint endpoint) {
        if (endpoint instanceof TrackingEndpoint.Served served) {
            return Optional.of(new MlflowSettings(served.uri()));
        }
        return Optional.empty();
    }
}
