package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Small snapshots for tests. */
final class Samples {

    static final RunDigests DIGESTS = new RunDigests("spec-a", "data-a", "verifier-a");
    static final Map<String, String> ENVIRONMENT = Map.of("torch", "2.7.1", "threads", "2");
    static final ExpectedRun RUN = new ExpectedRun("spec-a", "data-a", ENVIRONMENT);
    static final Retention KEEP_ALL = new Retention(1000);
    static final List<String> FILES = List.of("model/config.json", "model/model.safetensors", "moments.safetensors");

    private Samples() {}

    static SnapshotState state(long step) {
        return state(step, Optional.empty());
    }

    static SnapshotState state(long step, Optional<BestMetric> best) {
        return new SnapshotState(
                step, step / 10, step, -7, Map.of("window", step), Map.of("idle", 3L), DIGESTS, best, ENVIRONMENT);
    }

    /** Writes the sample files, of which the content depends on the step. */
    static SnapshotWriter files(long step) {
        return folder -> {
            for (String name : FILES) {
                writeFile(folder, name, step);
            }
        };
    }

    static void writeFile(Path folder, String name, long step) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        byte[] content = new byte[3000];
        new Random(step).nextBytes(content);
        content[0] = (byte) name.length();
        Files.write(file, content);
    }

    static SnapshotStore open(Path root, SnapshotListener listener) throws IOException {
        return SnapshotStore.open(root, KEEP_ALL, listener);
    }

    /** The step of the newest whole snapshot, or -1. */
    static long latestStep(Path root, SnapshotListener listener) throws IOException {
        return new Snapshots(root, listener)
                .latest(RUN)
                .map(snapshot -> snapshot.state().step())
                .orElse(-1L);
    }

    static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
