package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model made by processes that are killed or interrupted is, byte for byte, the one that a single process makes. */
class KilledPretrainingIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int UPDATES = 120;
    private static final String SPEC = """
            name: tiny
            seed: 3
            corpus:
              documents: 300
            tokenizer:
              vocabulary: 600
              documents: 200
            model:
              hidden: 16
              layers: 1
              heads: 2
              feed-forward: 24
            training:
              updates: %d
              batch-tokens: 512
              batches-per-update: 2
              learning-rate: 1e-2
              snapshot-every: 10
              curve-every: 5
            """.formatted(UPDATES);

    private static final Pattern STOPPED =
            Pattern.compile("stopped after update (\\d+); the same command goes on from update (\\d+)");

    @TempDir
    static Path folder;

    private static Path home;
    private static Path spec;
    private static Path undisturbed;

    @BeforeAll
    static void makeUndisturbed() throws Exception {
        home = folder.resolve("home");
        spec = Files.writeString(folder.resolve("tiny.yaml"), SPEC);
        undisturbed = folder.resolve("undisturbed");
        R3Process.run(home, LONG, pretrain(spec, undisturbed));
    }

    @Test
    void killedAnywhereAndResumedGivesTheSameModel() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path out = folder.resolve("killed");

        R3Process early = R3Process.start(home, pretrain(spec, out));
        await(early, () -> Files.exists(work(out)));
        kill(early, random.nextInt(1000));
        for (int third = 0; third < 3; third++) {
            int update = third * UPDATES / 3 + random.nextInt(UPDATES / 4);
            R3Process started = R3Process.start(home, pretrain(spec, out));
            await(started, () -> reached(out) >= update);
            kill(started, random.nextInt(30));
        }
        assertForeignSpecIsRefused(out);

        R3Process.run(home, LONG, pretrain(spec, out));
        assertSameModel(out, "seed of the moments: " + seed);
    }

    @Test
    void interruptedBetweenUpdatesItSaysHowToGoOn() throws Exception {
        Path out = folder.resolve("interrupted");
        R3Process started = R3Process.startInForeground(home, pretrain(spec, out));
        await(started, () -> reached(out) >= UPDATES / 4);
        started.interrupt();

        long made = assertStoppedBetweenUpdates(started, out);

        R3Process.run(home, LONG, pretrain(spec, out));
        assertSameModel(out, "interrupted after update " + made);
    }

    @Test
    void onATerminalWithABarTooCtrlCSaysHowToGoOn() throws Exception {
        Path out = folder.resolve("typed");
        R3Process started = R3Process.startOnTerminal(home, pretrain(spec, out));
        await(started, () -> reached(out) >= UPDATES / 4);
        started.typeInterrupt();

        assertStoppedBetweenUpdates(started, out);
        assertThat(started.messages()).contains("training   0% |");
    }

    /** Gives the last update that was made. */
    private static long assertStoppedBetweenUpdates(R3Process started, Path out) throws Exception {
        assertThat(started.await(LONG)).as(started.messages()).isEqualTo(130);
        Matcher stopped = STOPPED.matcher(started.messages());
        assertThat(stopped.find()).as(started.messages()).isTrue();
        long made = Long.parseLong(stopped.group(1));
        long kept = Long.parseLong(stopped.group(2));
        assertThat(made).isBetween(UPDATES / 4L, (long) UPDATES);
        assertThat(made - kept).isBetween(1L, 10L);
        assertThat(work(out).resolve("snapshots/step-%08d".formatted(kept))).isDirectory();
        return made;
    }

    private static void assertForeignSpecIsRefused(Path out) throws Exception {
        Path other = Files.writeString(folder.resolve("other.yaml"), SPEC.replace("seed: 3", "seed: 4"));
        R3Process refused = R3Process.start(home, pretrain(other, out));
        assertThat(refused.await(LONG)).as(refused.messages()).isEqualTo(2);
        assertThat(refused.messages())
                .contains(work(out) + " holds an unfinished run of another spec or of other held-out tasks;"
                        + " remove it, or choose another --out");
    }

    private static void assertSameModel(Path out, String moments) throws IOException {
        List<String> names = names(undisturbed);
        assertThat(names)
                .contains(
                        "config.json", "learning-curve.csv", "model.safetensors", "r3-pretrain.json", "tokenizer.json");
        assertThat(names(out)).as(moments).isEqualTo(names);
        for (String name : names) {
            switch (name) {
                case "learning-curve.csv" -> assertThat(course(out)).as(moments).isEqualTo(course(undisturbed));
                case "r3-pretrain.json" -> assertThat(record(out)).as(moments).isEqualTo(record(undisturbed));
                default -> assertThat(out.resolve(name)).as(moments).hasSameBinaryContentAs(undisturbed.resolve(name));
            }
        }
        assertThat(course(out)).hasSize(1 + UPDATES / 5);
        assertThat(work(out)).as("nothing of the model is left there").isDirectoryNotContaining("glob:**/model");
    }

    private static String[] pretrain(Path file, Path out) {
        return new String[] {"model", "pretrain", file.toString(), "--out", out.toString(), "--threads", "1"};
    }

    private static Path work(Path out) {
        return out.resolveSibling(out.getFileName() + ".work");
    }

    /** The update of the learning curve's last point, or -1 if there is none. */
    private static int reached(Path out) throws IOException {
        Path curve = work(out).resolve("learning-curve.csv");
        if (!Files.exists(curve)) {
            return -1;
        }
        List<String> lines = Files.readAllLines(curve);
        return lines.size() < 2
                ? -1
                : Integer.parseInt(lines.get(lines.size() - 1).split(",", -1)[0]);
    }

    private static void await(R3Process process, Condition condition) throws Exception {
        Instant deadline = Instant.now().plus(LONG);
        while (!condition.holds()) {
            assertThat(process.isAlive()).as(process.messages()).isTrue();
            assertThat(Instant.now()).as(process.messages()).isBefore(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static void kill(R3Process process, int afterMillis) throws Exception {
        TimeUnit.MILLISECONDS.sleep(afterMillis);
        process.kill();
        assertThat(process.await(LONG)).as(process.messages()).isEqualTo(137);
    }

    private static List<String> names(Path model) throws IOException {
        try (Stream<Path> files = Files.list(model)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The learning curve without the seconds. */
    private static List<String> course(Path model) throws IOException {
        return Files.readAllLines(model.resolve("learning-curve.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    private static ObjectNode record(Path model) throws IOException {
        ObjectNode record = (ObjectNode)
                new ObjectMapper().readTree(model.resolve("r3-pretrain.json").toFile());
        record.remove("seconds");
        return record;
    }

    private interface Condition {
        boolean holds() throws IOException;
    }
}
