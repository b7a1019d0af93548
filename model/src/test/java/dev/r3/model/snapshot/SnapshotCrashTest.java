package dev.r3.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process ends between any two changes that a write makes, deletions of older snapshots included. */
class SnapshotCrashTest {

    private static final Retention KEEP_TWO = new Retention(2);
    private static final int NEVER = Integer.MAX_VALUE;

    @TempDir
    private Path directory = Path.of("");

    private final RecordingListener listener = new RecordingListener();

    @Test
    void leavesTheSnapshotBeforeOrTheNewOne() throws IOException {
        int changes = changesOfAWrite();
        assertThat(changes).isGreaterThan(20);
        int committed = 0;
        for (int survived = 0; survived < changes; survived++) {
            Path root = directory.resolve("crash-" + survived);
            writeTwo(root);
            CrashingDisk disk = new CrashingDisk(survived);
            try (SnapshotStore store = SnapshotStore.open(root, KEEP_TWO, listener, disk)) {
                assertThatThrownBy(() -> writeThird(store, disk)).isInstanceOf(CrashingDisk.Crash.class);
            }

            try (SnapshotStore reopened = SnapshotStore.open(root, KEEP_TWO, listener)) {
                long step = reopened.latest(Samples.RUN).orElseThrow().state().step();
                assertThat(step).isBetween(2L, 3L);
                // Once it is there it stays: later crashes interrupt the deletion of the first.
                assertThat(step == 3 || committed == 0).isTrue();
                committed += step == 3 ? 1 : 0;
                assertThat(new SnapshotNames(root).leftovers()).isEmpty();
                reopened.write(Samples.state(4), Samples.files(4));
            }
            assertThat(Samples.latestStep(root, listener)).isEqualTo(4);
        }
        assertThat(committed).isPositive();
        assertThat(listener.damages).isEmpty();
    }

    /** As above, but the disk refuses one change, and the process lives on and removes what it began. */
    @Test
    void leavesNothingBehindWhenAChangeFails() throws IOException {
        int changes = changesOfAWrite();
        for (int failing = 0; failing < changes; failing++) {
            Path root = directory.resolve("failure-" + failing);
            writeTwo(root);
            CrashingDisk counter = new CrashingDisk(NEVER);
            int refused = failing;
            Disk disk = new RefusingDisk(counter, refused);
            try (SnapshotStore store = SnapshotStore.open(root, KEEP_TWO, listener, disk)) {
                boolean written = true;
                try {
                    writeThird(store, counter);
                } catch (FileSystemException full) {
                    written = false;
                }
                long step = store.latest(Samples.RUN).orElseThrow().state().step();
                assertThat(step).isIn(written ? 3L : 2L, 3L);
            }
            try (var entries = Files.newDirectoryStream(root, ".partial-*")) {
                assertThat(entries).isEmpty();
            }
        }
        assertThat(listener.damages).isEmpty();
    }

    private int changesOfAWrite() throws IOException {
        Path root = directory.resolve("whole");
        writeTwo(root);
        CrashingDisk disk = new CrashingDisk(NEVER);
        try (SnapshotStore store = SnapshotStore.open(root, KEEP_TWO, listener, disk)) {
            writeThird(store, disk);
        }
        assertThat(new SnapshotNames(root).committed()).containsOnlyKeys(2L, 3L);
        return disk.changes();
    }

    private void writeTwo(Path root) throws IOException {
        try (SnapshotStore store = SnapshotStore.open(root, KEEP_TWO, listener)) {
            store.write(Samples.state(1), Samples.files(1));
            store.write(Samples.state(2), Samples.files(2));
        }
    }

    private static void writeThird(SnapshotStore store, CrashingDisk disk) throws IOException {
        store.write(Samples.state(3), folder -> {
            for (String name : Samples.FILES) {
                disk.step();
                Samples.writeFile(folder, name, 3);
            }
            disk.step();
        });
    }

    /** Refuses one change for want of space. */
    private record RefusingDisk(CrashingDisk disk, int refused) implements Disk {

        private void check(Path path) throws IOException {
            if (disk.changes() == refused) {
                disk.step();
                throw new FileSystemException(path.toString(), null, "No space left on device");
            }
        }

        @Override
        public void createFolder(Path folder) throws IOException {
            check(folder);
            disk.createFolder(folder);
        }

        @Override
        public void writeFile(Path file, String text) throws IOException {
            check(file);
            disk.writeFile(file, text);
        }

        @Override
        public void force(Path fileOrFolder) throws IOException {
            check(fileOrFolder);
            disk.force(fileOrFolder);
        }

        @Override
        public void rename(Path folder, Path newName) throws IOException {
            check(folder);
            disk.rename(folder, newName);
        }

        @Override
        public void delete(Path fileOrFolder) throws IOException {
            check(fileOrFolder);
            disk.delete(fileOrFolder);
        }
    }
}
