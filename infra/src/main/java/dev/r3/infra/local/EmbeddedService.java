package dev.r3.infra.local;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service that runs inside the stack process. */
final class EmbeddedService implements ManagedService {
    /** Starts a server on a port; it answers when this returns. */
    interface Starter {
        Closeable start(int port) throws IOException;
    }

    private final Service service;
    private final int port;
    private final String note;
    private final Starter starter;
    private @Nullable Closeable server;
    private @Nullable String failure;

    /** @param note what a person should know of it even when it is well; may be empty */
    EmbeddedService(Service service, int port, String note, Starter starter) {
        this.service = service;
        this.port = port;
        this.note = note;
        this.starter = starter;
    }

    @Override
    public void advance() {
        if (server == null && failure == null) {
            try {
                server = starter.start(port);
            } catch (IOException e) {
                failure = e.getMessage();
            }
        }
    }

    @Override
    public ServiceRecord record() {
        if (failure != null) {
            return new ServiceRecord(service, ServiceState.FAILED, port, null, List.of(), failure);
        }
        var state = server == null ? ServiceState.STARTING : ServiceState.READY;
        return new ServiceRecord(service, state, port, null, List.of(), note);
    }

    @Override
    public void stop(Duration grace) throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
