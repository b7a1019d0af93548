package dev.r3.infra.local;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Temporal's own download, through the Temporal SDK, which also starts the program once to see that it runs. */
final class TemporalOfficialDownload implements TemporalSource {
    /** The SDK's setting, so that it and this class look at one place. */
    private static final String ADDRESS_PROPERTY = "io.temporal.testing.devServerDownloadBaseUrl";

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(4);
    private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(2);

    @Override
    public String title() {
        return "downloading Temporal " + TemporalTool.VERSION + " from its makers";
    }

    @Override
    public void provide(Path folder, Path log) throws InstallException, IOException, InterruptedException {
        var address = URI.create(System.getProperty(ADDRESS_PROPERTY, "https://temporal.download"));
        within(CONNECT_LIMIT, () -> connect(address), address + " cannot be reached");
        var downloads = Files.createDirectory(folder.resolve("download"));
        within(DOWNLOAD_LIMIT, () -> download(downloads, log), "The download from " + address + " failed");
        Files.move(program(downloads), folder.resolve(TemporalTool.PROGRAM));
    }

    private static boolean connect(URI address) throws IOException {
        int port =
                address.getPort() >= 0 ? address.getPort() : address.getScheme().equals("https") ? 443 : 80;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), port), (int) CONNECT_LIMIT.toMillis());
            return true;
        }
    }

    private static boolean download(Path folder, Path log) {
        var options = TemporalDevServerOptions.newBuilder()
                .setDownloadVersion("v" + TemporalTool.VERSION)
                .setDownloadDestination(folder.toString())
                .setIp(Loopback.HOST)
                .setUi(false)
                // Else its output would be ours.
                .setLogFile(log.toString())
                .build();
        try (var server = TemporalDevServer.start(options)) {
            return !server.getTarget().isEmpty();
        }
    }

    private static Path program(Path downloads) throws IOException, InstallException {
        try (var files = Files.walk(downloads)) {
            return files.filter(file -> file.getFileName().toString().equals(TemporalTool.PROGRAM))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new InstallException("The download held no program"));
        }
    }

    /** The SDK's download, and a name service that does not answer, cannot be interrupted: they are left behind. */
    private static void within(Duration limit, Callable<Boolean> action, String failure)
            throws InstallException, InterruptedException {
        var task = new FutureTask<>(action);
        var thread = new Thread(task, "temporal-download");
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new InstallException(failure + " within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new InstallException(failure + ": " + e.getCause(), e);
        }
    }
}
