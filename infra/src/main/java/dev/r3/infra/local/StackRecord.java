package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the stack process says of itself, in a file that it removes when it ends in order. After it was killed the file
 * names what it left behind.
 *
 * @param process the stack process
 * @param planRevision the newest {@link Plan} it has acted on
 * @param services what it runs
 */
record StackRecord(ProcessIdentity process, long planRevision, List<ServiceRecord> services) {
    StackRecord {
        requireNonNull(process, "process is null");
        services = List.copyOf(services);
    }

    Optional<ServiceRecord> service(Service service) {
        return services.stream().filter(record -> record.service() == service).findFirst();
    }
}
