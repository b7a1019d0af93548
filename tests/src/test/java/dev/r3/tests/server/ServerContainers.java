package dev.r3.tests.server;

import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** All servers in containers, where Docker answers: the images of their makers, in the versions of the local stack. */
final class ServerContainers {
    private static final String TEMPORAL = "temporalio/temporal:1.9.1";
    private static final int TEMPORAL_PORT = 7233;
    private static final String MLFLOW = "ghcr.io/mlflow/mlflow:v3.17.2";
    private static final int MLFLOW_PORT = 5000;

    static final String TITLE = TEMPORAL + " and " + MLFLOW + " in containers";

    private ServerContainers() {}

    static ConfiguredServers.Running start() throws RealServer.AbsentException {
        RealServer.Running artifacts = S3Container.start();
        GenericContainer<?> temporal = temporal();
        GenericContainer<?> mlflow = mlflow();
        temporal.start();
        mlflow.start();
        return new ConfiguredServers.Running(
                ConfiguredServers.environment(
                        address(temporal, TEMPORAL_PORT),
                        artifacts.endpoint(),
                        "http://" + address(mlflow, MLFLOW_PORT)),
                () -> Stream.<Runnable>of(mlflow::stop, temporal::stop, artifacts::close)
                        .forEach(Runnable::run));
    }

    private static GenericContainer<?> temporal() {
        return new GenericContainer<>(DockerImageName.parse(TEMPORAL))
                .withExposedPorts(TEMPORAL_PORT)
                .withCommand("server", "start-dev", "--headless", "--ip", "0.0.0.0")
                .waitingFor(Wait.forListeningPort());
    }

    private static GenericContainer<?> mlflow() {
        return new GenericContainer<>(DockerImageName.parse(MLFLOW))
                .withExposedPorts(MLFLOW_PORT)
                .withCommand(
                        "mlflow",
                        "server",
                        "--host",
                        "0.0.0.0",
                        "--port",
                        Integer.toString(MLFLOW_PORT),
                        "--backend-store-uri",
                        "sqlite:////tmp/mlflow.db",
                        "--serve-artifacts",
                        "--artifacts-destination",
                        "/tmp/artifacts")
                .waitingFor(Wait.forHttp("/health").forPort(MLFLOW_PORT));
    }

    private static String address(GenericContainer<?> container, int port) {
        return container.getHost() + ":" + container.getMappedPort(port);
    }
}
