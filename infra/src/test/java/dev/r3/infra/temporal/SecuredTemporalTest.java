package dev.r3.infra.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.infra.settings.TemporalSettings;
import dev.r3.infra.settings.TemporalTls;
import dev.r3.infra.settings.TemporalTls.ClientCertificate;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecuredTemporalTest {
    private static final String KEY = "a-key-of-the-cloud";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private SelfSigned own;
    private SelfSigned client;
    private SecuredTemporal server;

    @BeforeEach
    void start() throws Exception {
        own = SelfSigned.make(folder, "server");
        client = SelfSigned.make(folder, "client");
        server = new SecuredTemporal(own, client, KEY);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientWithCertificateAndKeyIsLetIn() throws UnreachableException {
        try (TemporalConnection connection = TemporalConnection.open(settings(tls(own, client), KEY), PATIENCE)) {
            assertThat(connection.client().getOptions().getNamespace()).isEqualTo("experiments");
        }
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        assertFails(settings(tls(own, client), "another-key"), "refuses: no such key; check TEMPORAL_API_KEY");
        assertFails(settings(tls(client, client), KEY), "TLS fails: ", "check TEMPORAL_TLS and the files");
        Path none = Files.writeString(folder.resolve("none.pem"), "not PEM");
        assertFails(
                settings(new TemporalTls(Optional.of(none), Optional.empty(), Optional.empty()), KEY),
                "no TLS for Temporal at " + server.target(),
                none + " has no certificates in PEM");
        ClientCertificate noKey = new ClientCertificate(client.certificate(), none);
        assertFails(
                settings(new TemporalTls(Optional.empty(), Optional.of(noKey), Optional.empty()), KEY),
                "and %s are no certificate and private key (PKCS #8)".formatted(none));
    }

    private void assertFails(TemporalSettings settings, String... says) {
        assertThatThrownBy(() -> TemporalConnection.open(settings, PATIENCE))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContainingAll(says)
                .hasMessageNotContaining(KEY)
                .hasMessageNotContaining("another-key");
    }

    private TemporalSettings settings(TemporalTls tls, String key) {
        return new TemporalSettings(server.target(), "experiments", Optional.of(tls), Optional.of(key));
    }

    private static TemporalTls tls(SelfSigned authority, SelfSigned client) {
        return new TemporalTls(
                Optional.of(authority.certificate()),
                Optional.of(new ClientCertificate(client.certificate(), client.key())),
                Optional.empty());
    }
}
