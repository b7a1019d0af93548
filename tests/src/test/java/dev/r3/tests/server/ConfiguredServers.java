package dev.r3.tests.server;

import dev.r3.infra.local.ArtifactsEndpoint;
import dev.r3.infra.local.Endpoints;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.Service;
import dev.r3.infra.local.TrackingEndpoint;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;

/** Temporal, an S3 server and MLflow that others started, and that a home is told of by its environment. */
public enum ConfiguredServers {
    ANOTHER_HOME("Temporal, S3Proxy and MLflow of another home") {
        @Override
        public Running start(Path folder) {
            LocalStack stack = LocalStack.of(folder);
            Endpoints endpoints = stack.up(EnumSet.allOf(Service.class), message -> {});
            String mlflow = ((TrackingEndpoint.Served) endpoints.tracking().orElseThrow())
                    .uri()
                    .toString();
            return new Running(
                    environment(
                            endpoints.temporal().orElseThrow().target(),
                            endpoints.artifacts().orElseThrow(),
                            mlflow),
                    stack::down);
        }
    },
    CONTAINERS(ServerContainers.TITLE) {
        @Override
        public Running start(Path folder) throws RealServer.AbsentException {
            return ServerContainers.start();
        }
    };

    /**
     * Started servers.
     *
     * @param environment of a home that uses them
     */
    public record Running(Map<String, String> environment, Runnable end) implements AutoCloseable {
        public Running {
            environment = Map.copyOf(environment);
        }

        @Override
        public void close() {
            end.run();
        }
    }

    private final String title;

    ConfiguredServers(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /**
     * Starts them.
     *
     * @param folder of their own
     * @throws RealServer.AbsentException if they cannot be had here
     */
    public abstract Running start(Path folder) throws RealServer.AbsentException;

    static Map<String, String> environment(String temporal, ArtifactsEndpoint artifacts, String mlflow) {
        return Map.of(
                "R3_TEMPORAL_ADDRESS",
                temporal,
                "R3_S3_ENDPOINT",
                artifacts.endpoint().toString(),
                "R3_S3_BUCKET",
                artifacts.bucket(),
                "AWS_ACCESS_KEY_ID",
                artifacts.credentials().accessKey(),
                "AWS_SECRET_ACCESS_KEY",
                artifacts.credentials().secretKey(),
                "MLFLOW_TRACKING_URI",
                mlflow);
    }
}
