package dev.r3.tests.server;

import dev.r3.infra.local.ArtifactsEndpoint;
import dev.r3.infra.settings.S3Settings.Credentials;
import java.net.URI;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** An S3 server in a container, where Docker answers. */
final class S3Container {
    private static final String IMAGE = "versity/versitygw:v1.8.0";
    private static final int PORT = 7070;
    private static final String BUCKET = "r3-test";
    private static final Credentials CREDENTIALS = new Credentials("test-access", "test-secret-key");

    static final String TITLE = IMAGE + " in a container";

    private S3Container() {}

    /** Starts it, with a bucket. */
    static RealServer.Running start() throws RealServer.AbsentException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new RealServer.AbsentException("Docker does not answer");
        }
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withExposedPorts(PORT)
                .withEnv("ROOT_ACCESS_KEY", CREDENTIALS.accessKey())
                .withEnv("ROOT_SECRET_KEY", CREDENTIALS.secretKey())
                .withCreateContainerCmdModifier(command -> command.withEntrypoint("sh", "-c"))
                .withCommand(
                        "mkdir -p /tmp/objects/%s /tmp/metadata && exec $(command -v versitygw || echo /app/versitygw) posix --sidecar /tmp/metadata"
                                        .formatted(BUCKET)
                                + " /tmp/objects")
                .waitingFor(Wait.forListeningPort());
        container.start();
        URI address = URI.create("http://%s:%d".formatted(container.getHost(), container.getMappedPort(PORT)));
        return new RealServer.Running(
                new ArtifactsEndpoint(address, BUCKET, "us-east-1", CREDENTIALS), container::stop);
    }
}
