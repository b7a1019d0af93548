package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Tells callers where the services of a stack are. */
final class EndpointReader {
    private final StackHome home;

    EndpointReader(StackHome home) {
        this.home = home;
    }

    Endpoints read(StackRecord record) throws IOException {
        var credentials = CredentialsFile.readOrMake(home.credentials());
        return new Endpoints(
                ready(record, Service.TEMPORAL).map(EndpointReader::temporal),
                ready(record, Service.ARTIFACTS)
                        .map(service -> ServiceFactory.artifacts(requireNonNull(service.port()), credentials)),
                record.service(Service.TRACKING).map(EndpointReader::tracking));
    }

    private static Optional<ServiceRecord> ready(StackRecord record, Service service) {
        return record.service(service).filter(known -> known.state() == ServiceState.READY);
    }

    private static TemporalEndpoint temporal(ServiceRecord service) {
        var ui = Optional.ofNullable(service.uiPort()).map(EndpointReader::page);
        return new TemporalEndpoint(service.address(), ui, !service.processes().isEmpty());
    }

    private static TrackingEndpoint tracking(ServiceRecord service) {
        return service.state() == ServiceState.READY
                ? new TrackingEndpoint.Served(page(requireNonNull(service.port())))
                : new TrackingEndpoint.Absent(service.note());
    }

    private static URI page(int port) {
        return URI.create("http://" + Loopback.HOST + ":" + port);
    }
}
