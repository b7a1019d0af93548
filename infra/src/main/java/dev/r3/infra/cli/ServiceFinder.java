package dev.r3.infra.cli;

import dev.r3.infra.local.ArtifactsEndpoint;
import dev.r3.infra.local.Endpoints;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.StackException;
import dev.r3.infra.local.StackListener;
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

    /** As {@link #find}, and tries again to get what could not be had. */
    static Services start() {
        return find(LocalStack::up);
    }

    static Services find() {
        return find(LocalStack::keepUp);
    }

    /** Of a local stack. */
    @FunctionalInterface
    private interface Source {
        Endpoints find(LocalStack stack, Set<Service> needed, StackListener listener);
    }

    private static Services find(Source source) {
        Settings settings = settings();
        Set<Service> missing = missing(settings);
        if (missing.isEmpty()) {
            return services(settings, Endpoints.NONE);
        }
        try {
            LocalStack stack = LocalStack.of(Home.current().folder());
            return services(settings, source.find(stack, missing, Terminal::notice));
        } catch (StackException e) {
            throw UserError.failed(e);
        }
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
        Set<Service> missing = EnumSet.allOf(Service.class);
        missing.removeAll(ConfiguredService.of(settings).keySet());
        return missing;
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
