package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.S3Settings.Credentials;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store against the local server, as a worker uses them. */
class S3ServerTest {

    @TempDir
    Path folder;

    /** Before bodies were sent with a whole tail, some of so many uploads failed, three tries each. */
    @Test
    void everyOneOfManySmallUploadsArrives() throws Exception {
        int port = new Ports(folder.resolve("ports.json")).claim("s3");
        Credentials credentials = new Credentials("key", "secret");
        ArtifactsEndpoint endpoint =
                new ArtifactsEndpoint(URI.create("http://127.0.0.1:" + port), "bucket", "us-east-1", credentials);
        try (S3Server server = S3Server.start(folder.resolve("s3"), port, "bucket", credentials);
                S3ArtifactStore store = new S3ArtifactStore(endpoint.settings())) {
            for (int i = 0; i < 400; i++) {
                Path file = Files.write(folder.resolve("file"), new byte[i % 3]);
                ArtifactRef ref = store.put(ArtifactKey.of("uploads", "file-" + i), file);
                assertThat(ref.size()).isEqualTo(i % 3);
            }
            assertThat(store.list(ArtifactKey.of("uploads"))).hasSize(400);
        }
    }
}
