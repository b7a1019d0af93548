package dev.r3.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.snapshot.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpoTrainingTest {
    private static final int KILLS = 20;

    @TempDir
    Path folder;

    /** A real process, killed at random moments of its steps and of its writing, each time resumed by another. */
    @Test
    void killedAndResumedIsAsIfItHadNeverStopped() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        finish(undisturbed);
        Path disturbed = folder.resolve("disturbed");
        SplittableRandom random = new SplittableRandom(3);
        int kills = 0;
        while (kills < KILLS && !Files.exists(lastSnapshot(disturbed))) {
            kill(disturbed, random);
            kills++;
        }
        assertThat(kills).isEqualTo(KILLS);
        finish(disturbed);
        assertThat(digests(lastSnapshot(disturbed))).isEqualTo(digests(lastSnapshot(undisturbed)));
    }

    @Test
    void eachStepHasTheMetricsOfTrl() throws Exception {
        List<SortedMap<String, Double>> metrics = new ArrayList<>();
        Snapshot last = SmallRun.run(folder.resolve("run"), (step, steps, named, rollouts) -> {
            assertThat(rollouts.written()).hasSizeBetween(3, 6);
            metrics.add(named);
        });
        assertThat(last.state().step()).isEqualTo(SmallRun.STEPS);
        assertThat(metrics).hasSize((int) SmallRun.STEPS);
        assertThat(metrics)
                .anySatisfy(step -> assertThat(step)
                        .containsKeys(
                                "loss",
                                "reward",
                                "reward_std",
                                "frac_reward_zero_std",
                                "kl",
                                "entropy",
                                "grad_norm",
                                "learning_rate",
                                "num_tokens",
                                "step_time",
                                "completions/mean_length",
                                "sampling/sampling_logp_difference/max",
                                "anchor/kl",
                                "rollout/batches",
                                "rollout/generated_tokens",
                                "rollout/dropped_unscorable"));
        assertThat(metrics).anySatisfy(step -> assertThat(step.get("grad_norm")).isPositive());
    }

    /** Waits for a random first or second step of the process, and kills it within what a step may take. */
    private static void kill(Path snapshots, SplittableRandom random) throws Exception {
        Process process = start(snapshots);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            assertThat(line).startsWith("step ");
            TimeUnit.MILLISECONDS.sleep(random.nextInt(60));
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void finish(Path snapshots) throws Exception {
        Process process = start(snapshots);
        Optional<String> last;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            last = lines.lines().reduce((before, line) -> line);
        }
        assertThat(process.waitFor()).as(last.orElse("nothing")).isZero();
        assertThat(last).contains("finished " + lastSnapshot(snapshots).getFileName());
    }

    private static Process start(Path snapshots) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallRun.class.getName(),
                snapshots.toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return builder.start();
    }

    private static Path lastSnapshot(Path snapshots) {
        return snapshots.resolve("step-%08d".formatted(SmallRun.STEPS));
    }

    /** By file: all of a snapshot, its manifest included. */
    private static Map<String, String> digests(Path snapshot) throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(snapshot)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digests.put(
                        snapshot.relativize(file).toString(),
                        HexFormat.of().formatHex(sha256(Files.readAllBytes(file))));
            }
        }
        return digests;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
