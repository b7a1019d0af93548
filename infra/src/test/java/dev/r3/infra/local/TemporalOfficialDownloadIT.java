package dev.r3.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The makers' download, played by a server of this test, since a build must not need the makers'. */
class TemporalOfficialDownloadIT {
    private static final String ADDRESS_PROPERTY = "io.temporal.testing.devServerDownloadBaseUrl";

    private final Path folder;
    private final Path log;

    TemporalOfficialDownloadIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.log = Files.createFile(folder.resolve("install.log"));
    }

    @AfterEach
    void reset() {
        System.clearProperty(ADDRESS_PROPERTY);
    }

    @Test
    void takesTheProgramOutOfTheArchive() throws Exception {
        var target = Files.createDirectory(folder.resolve("target"));
        var server = HttpServer.create(Loopback.address(0), 0);
        var base = "http://" + Loopback.HOST + ":" + server.getAddress().getPort();
        var archive = archive();
        server.createContext(
                "/cli/v1.9.1",
                exchange -> answer(
                        exchange,
                        ("{\"archiveUrl\":\"" + base + "/archive.tar.gz\",\"fileToExtract\":\"temporal\"}")
                                .getBytes(StandardCharsets.UTF_8)));
        server.createContext("/archive.tar.gz", exchange -> answer(exchange, Files.readAllBytes(archive)));
        server.start();
        try {
            System.setProperty(ADDRESS_PROPERTY, base);
            new TemporalOfficialDownload().provide(target, log);
        } finally {
            server.stop(0);
        }
        assertThat(target.resolve("temporal")).isExecutable();
    }

    @Test
    void givesUpWhereNobodyAnswers() throws IOException {
        int port = new Ports(folder.resolve("ports.json")).claim("nobody");
        System.setProperty(ADDRESS_PROPERTY, "http://" + Loopback.HOST + ":" + port);
        assertThatThrownBy(() -> new TemporalOfficialDownload().provide(folder, log))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("cannot be reached");
    }

    private Path archive() throws Exception {
        var program = TemporalTool.of(ToolCache.ofUser(), Executables.ofUser())
                .provide(log, message -> {})
                .orElseThrow();
        var archive = folder.resolve("archive.tar.gz");
        var command = List.of(
                "tar",
                "--directory=" + program.getParent(),
                "--create",
                "--use-compress-program=gzip -1",
                "--file=" + archive,
                program.getFileName().toString());
        new InstallStep(command, Map.of(), log, Duration.ofMinutes(1)).run();
        return archive;
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }
}
