package dev.r3.tests.server;

import dev.r3.infra.local.ArtifactsEndpoint;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.VersitygwServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;

/** S3 servers against which the tests run. */
public enum RealServer {
    S3PROXY("S3Proxy of the local stack") {
        @Override
        public Running start(Path folder) {
            LocalStack stack = LocalStack.of(folder);
            return new Running(
                    stack.up(EnumSet.of(Service.ARTIFACTS), message -> {})
                            .artifacts()
                            .orElseThrow(),
                    stack::down);
        }
    },
    VERSITYGW(VersitygwServer.TITLE) {
        @Override
        public Running start(Path folder) throws AbsentException, IOException, InterruptedException {
            try {
                VersitygwServer server = VersitygwServer.start(folder);
                return new Running(server.endpoint(), server::close);
            } catch (VersitygwServer.AbsentException e) {
                throw new AbsentException(String.valueOf(e.getMessage()));
            }
        }
    },
    CONTAINER(S3Container.TITLE) {
        @Override
        public Running start(Path folder) throws AbsentException {
            return S3Container.start();
        }
    };

    /** A started server. */
    public record Running(ArtifactsEndpoint endpoint, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    /** A server cannot be had here; the message says why. */
    public static final class AbsentException extends Exception {
        private static final long serialVersionUID = 1;

        AbsentException(String message) {
            super(message);
        }
    }

    private final String title;

    RealServer(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /**
     * Starts it.
     *
     * @param folder of its own
     */
    public abstract Running start(Path folder) throws AbsentException, IOException, InterruptedException;
}
