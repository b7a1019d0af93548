package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is known of a home's local stack.
 *
 * @param pid the stack process, if it lives
 * @param log where the stack process writes
 * @param services one entry for each {@link Service}, in its order
 */
public record StackStatus(OptionalLong pid, Path log, List<ServiceStatus> services) {
    public StackStatus {
        requireNonNull(pid, "pid is null");
        requireNonNull(log, "log is null");
        services = List.copyOf(services);
    }
}
