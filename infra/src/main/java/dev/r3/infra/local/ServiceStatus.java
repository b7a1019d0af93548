package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What is known of one service.
 *
 * @param service which
 * @param state what it is doing
 * @param address {@code host:port} or a URI; empty when it has none
 * @param pid the process that runs it: its own, or the stack's when it runs inside that
 * @param log where it writes
 * @param note what a person should know, for example why it failed; may be empty
 */
public record ServiceStatus(
        Service service, ServiceState state, String address, OptionalLong pid, Path log, String note) {
    public ServiceStatus {
        requireNonNull(service, "service is null");
        requireNonNull(state, "state is null");
        requireNonNull(address, "address is null");
        requireNonNull(pid, "pid is null");
        requireNonNull(log, "log is null");
        requireNonNull(note, "note is null");
    }
}
