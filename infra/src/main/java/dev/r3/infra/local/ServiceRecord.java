package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One service as the stack process records it.
 *
 * @param service which
 * @param state what it is doing
 * @param port where it listens; null when it has no port
 * @param uiPort where its web pages are, if on another port
 * @param processes its own process and that one's descendants; empty when it runs inside the stack process
 * @param note what a person should know; may be empty
 */
record ServiceRecord(
        Service service,
        ServiceState state,
        @Nullable Integer port,
        @Nullable Integer uiPort,
        List<ProcessIdentity> processes,
        String note) {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    ServiceRecord {
        requireNonNull(service, "service is null");
        requireNonNull(state, "state is null");
        processes = List.copyOf(processes);
        requireNonNull(note, "note is null");
    }

    /** Whether it answers, as far as can be seen from outside. */
    boolean isReady() {
        return state == ServiceState.READY
                && processes.stream().limit(1).allMatch(ProcessIdentity::isAlive)
                && port != null
                && Loopback.isOpen(port, CONNECT_LIMIT);
    }

    /** {@code host:port}, or empty. */
    String address() {
        return port == null ? "" : Loopback.HOST + ":" + port;
    }
}
