package dev.r3.infra.local;

import dev.r3.infra.settings.S3Settings.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A versitygw process on a folder. */
public final class VersitygwServer implements AutoCloseable {
    /** The server and its version, for people. */
    public static final String TITLE = "versitygw " + VersitygwTool.VERSION;

    private static final String BUCKET = "r3-test";
    private static final Credentials CREDENTIALS = new Credentials("test-access", "test-secret-key");
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Process process;
    private final ArtifactsEndpoint endpoint;

    private VersitygwServer(Process process, ArtifactsEndpoint endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** It cannot be had here. */
    public static final class AbsentException extends Exception {
        private static final long serialVersionUID = 1;

        AbsentException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Installs the server if need be and starts it.
     *
     * @param folder of its own; what it stores stays there
     * @throws AbsentException says why it cannot be had
     */
    public static VersitygwServer start(Path folder) throws AbsentException, IOException, InterruptedException {
        Files.createDirectories(folder);
        Path program;
        try {
            program = VersitygwTool.ofUser().provide(folder.resolve("install.log"));
        } catch (InstallException e) {
            throw new AbsentException(e.getMessage(), e);
        }
        Path objects = Files.createDirectories(folder.resolve("objects"));
        Files.createDirectories(objects.resolve(BUCKET));
        Path metadata = Files.createDirectories(folder.resolve("metadata"));
        int port = new Ports(folder.resolve("ports.json")).claim("versitygw");
        Path log = folder.resolve("versitygw.log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        program.toString(),
                        "--quiet",
                        "--port",
                        Loopback.HOST + ":" + port,
                        "posix",
                        // Not every file system has the extended attributes that it uses else.
                        "--sidecar",
                        metadata.toString(),
                        objects.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("ROOT_ACCESS_KEY", CREDENTIALS.accessKey());
        builder.environment().put("ROOT_SECRET_KEY", CREDENTIALS.secretKey());
        Process process = builder.start();
        URI address = URI.create("http://" + Loopback.HOST + ":" + port);
        VersitygwServer server =
                new VersitygwServer(process, new ArtifactsEndpoint(address, BUCKET, "us-east-1", CREDENTIALS));
        server.awaitOpen(port, log);
        return server;
    }

    private void awaitOpen(int port, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!Loopback.isOpen(port, Duration.ofSeconds(1))) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                close();
                throw new IOException("versitygw does not answer:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** How to use it. */
    public ArtifactsEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
