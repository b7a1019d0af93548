package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that goes on from the newest snapshot and writes further ones until it is killed. */
final class EndlessWriter {

    private EndlessWriter() {}

    /** Arguments: the store's folder, and a file that gets one byte for each snapshot after it is committed. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path acknowledged = Path.of(arguments[1]);
        try (SnapshotStore store = SnapshotStore.open(root, new Retention(2), new RecordingListener())) {
            long step = store.latest(Samples.RUN)
                    .map(snapshot -> snapshot.state().step())
                    .orElse(0L);
            while (true) {
                step++;
                store.write(Samples.state(step), Samples.files(step));
                Files.writeString(acknowledged, step + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }
}
