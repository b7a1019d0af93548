package dev.r3.infra.local;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.settings.S3Settings.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Makes the services of a home from the entries of its plan. */
final class ServiceFactory {
    /** S3 wants three letters at least. */
    static final String BUCKET = "r3-artifacts";

    static final String REGION = "us-east-1";
    static final String NOT_DURABLE = "NOT DURABLE: Temporal runs in memory and forgets its workflows when it ends";

    private final StackHome home;
    private final Ports ports;
    private final Credentials credentials;
    private int s3Port;

    ServiceFactory(StackHome home, Ports ports, Credentials credentials) {
        this.home = home;
        this.ports = ports;
        this.credentials = credentials;
    }

    ManagedService make(Plan.Entry entry) throws IOException {
        if (entry.absence() != null) {
            return new AbsentService(entry.service(), entry.absence());
        }
        return switch (entry.service()) {
            case TEMPORAL -> temporal(entry);
            case ARTIFACTS ->
                new EmbeddedService(
                        Service.ARTIFACTS,
                        s3Port(),
                        "",
                        port -> S3Server.start(home.objects(), port, BUCKET, credentials));
            case TRACKING ->
                new ChildService(MlflowServer.spec(
                        home, ports, Path.of(requireNonNull(entry.tool(), "no Python for MLflow")), artifacts()));
        };
    }

    private ManagedService temporal(Plan.Entry entry) throws IOException {
        if (entry.tool() == null) {
            int port = ports.claim("temporal");
            return new EmbeddedService(Service.TEMPORAL, port, NOT_DURABLE, InMemoryTemporal::start);
        }
        return new ChildService(TemporalServer.spec(home, ports, Path.of(entry.tool())));
    }

    private ArtifactsEndpoint artifacts() throws IOException {
        return artifacts(s3Port(), credentials);
    }

    /** Claimed once: as soon as the server listens the port is no longer free. */
    private int s3Port() throws IOException {
        if (s3Port == 0) {
            s3Port = ports.claim("s3");
        }
        return s3Port;
    }

    static ArtifactsEndpoint artifacts(int port, Credentials credentials) {
        return new ArtifactsEndpoint(URI.create("http://" + Loopback.HOST + ":" + port), BUCKET, REGION, credentials);
    }
}
