package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    private final Path file;

    PortsTest(@TempDir Path folder) {
        file = folder.resolve("ports.json");
    }

    @Test
    void aPortIsRemembered() throws IOException {
        int port = new Ports(file).claim("s3");
        assertThat(new Ports(file).claim("s3")).isEqualTo(port);
    }

    @Test
    void purposesHavePortsOfTheirOwn() throws IOException {
        var ports = new Ports(file);
        int s3 = ports.claim("s3");
        assertThat(ports.claim("mlflow")).isNotEqualTo(s3);
        assertThat(ports.claim("s3")).isEqualTo(s3);
    }

    @Test
    void aPortTakenOnAnyAddressIsReplacedForGood() throws IOException {
        var ports = new Ports(file);
        int taken = ports.claim("s3");
        int next;
        // On every address of the machine.
        try (var other = new ServerSocket(taken)) {
            next = ports.claim("s3");
            assertThat(next).isNotEqualTo(other.getLocalPort());
        }
        assertThat(new Ports(file).claim("s3")).isEqualTo(next);
    }
}
