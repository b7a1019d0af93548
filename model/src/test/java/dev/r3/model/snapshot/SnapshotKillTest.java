package dev.r3.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, ended by the operating system at any moment. */
class SnapshotKillTest {

    private static final int KILLS = 20;
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int LONGEST_LIFE_MILLISECONDS = 120;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyKillLeavesAWholeSnapshotNoOlderThanTheLastAcknowledged() throws IOException, InterruptedException {
        Path root = directory.resolve("store");
        Path acknowledged = directory.resolve("acknowledged");
        Random random = new Random(7);
        long latest = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process writer = start(root, acknowledged);
            try {
                awaitMore(writer, acknowledged, latest);
                Thread.sleep(random.nextInt(LONGEST_LIFE_MILLISECONDS));
                assertThat(writer.isAlive()).isTrue();
            } finally {
                writer.destroyForcibly().waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
            }

            RecordingListener listener = new RecordingListener();
            long found = Samples.latestStep(root, listener);
            assertThat(listener.damages).isEmpty();
            assertThat(found).isBetween(lastAcknowledged(acknowledged), lastAcknowledged(acknowledged) + 1);
            assertThat(found).isGreaterThan(latest);
            latest = found;
        }
        try (SnapshotStore store = SnapshotStore.open(root, new Retention(2), new RecordingListener())) {
            assertThat(store.latest(Samples.RUN).orElseThrow().state().step()).isEqualTo(latest);
        }
        assertThat(new SnapshotNames(root).leftovers()).isEmpty();
    }

    private Process start(Path root, Path acknowledged) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        root.toString(),
                        acknowledged.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
    }

    /** Until the process has committed a snapshot of its own. */
    private void awaitMore(Process writer, Path acknowledged, long latest) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (lastAcknowledged(acknowledged) <= latest) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            assertThat(writer.isAlive())
                    .withFailMessage(() -> "the writer ended; see its output in " + directory)
                    .isTrue();
            Thread.sleep(5);
        }
    }

    /** A kill can leave half a line at the end. */
    private static long lastAcknowledged(Path acknowledged) throws IOException {
        if (!Files.exists(acknowledged)) {
            return 0;
        }
        List<String> lines = Files.readString(acknowledged).lines().toList();
        return lines.isEmpty()
                ? 0
                : lines.stream().mapToLong(Long::parseLong).max().orElse(0);
    }
}
