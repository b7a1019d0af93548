package dev.r3.infra.local;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.Closeable;
import java.io.IOException;

/**
 * Temporal's test server: the last resort, since it forgets every workflow when it ends. It is put together here because
 * its own {@code TestServer.createPortBoundServer} listens on every network address.
 */
final class InMemoryTemporal implements Closeable {
    private static final boolean NO_TIME_SKIPPING = true;
    private static final long REAL_TIME = 0;

    private final TestServicesStarter services;
    private final Server server;

    private InMemoryTemporal(TestServicesStarter services, Server server) {
        this.services = services;
        this.server = server;
    }

    static InMemoryTemporal start(int port) throws IOException {
        var services = new TestServicesStarter(NO_TIME_SKIPPING, REAL_TIME);
        var builder = NettyServerBuilder.forAddress(Loopback.address(port));
        GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
        try {
            return new InMemoryTemporal(services, builder.build().start());
        } catch (IOException e) {
            services.close();
            throw e;
        }
    }

    @Override
    public void close() {
        server.shutdownNow();
        services.close();
    }
}
