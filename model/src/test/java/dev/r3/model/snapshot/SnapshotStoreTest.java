package dev.r3.model.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {

    @TempDir
    private Path root = Path.of("");

    private final RecordingListener listener = new RecordingListener();

    @Test
    void givesBackWhatWasWritten() throws IOException {
        SnapshotState state = Samples.state(12, Optional.of(new BestMetric("second_try", 0.1 + 0.2, 11)));
        try (SnapshotStore store = Samples.open(root, listener)) {
            assertThat(store.latest(Samples.RUN)).isEmpty();
            store.write(state, Samples.files(12), folder -> Files.writeString(folder.resolve("more"), "text"));
        }

        Snapshot latest = new Snapshots(root, listener).latest(Samples.RUN).orElseThrow();

        assertThat(latest.state()).isEqualTo(state);
        assertThat(latest.folder()).isEqualTo(root.resolve("step-00000012"));
        assertThat(Samples.text(latest.file("more"))).isEqualTo("text");
        assertThat(latest.file("model")).isDirectory();
        assertThat(listener).usingRecursiveComparison().isEqualTo(new RecordingListener());
    }

    @Test
    void hasNoneInAFolderThatIsNotThere() throws IOException {
        assertThat(new Snapshots(root.resolve("none"), listener).latest(Samples.RUN))
                .isEmpty();
        assertThat(new Snapshots(root.resolve("none"), listener).best(Samples.RUN))
                .isEmpty();
    }

    @Test
    void refusesAnotherRunsSnapshotByName() throws IOException {
        try (SnapshotStore store = Samples.open(root, listener)) {
            store.write(Samples.state(1), Samples.files(1));

            assertThatThrownBy(() -> store.latest(new ExpectedRun("spec-b", "data-a", Map.of())))
                    .isInstanceOf(ForeignSnapshotException.class)
                    .hasMessageContainingAll("another spec", "spec-a", "spec-b", "step-00000001");
            assertThatThrownBy(() -> store.latest(new ExpectedRun("spec-a", "data-b", Map.of())))
                    .isInstanceOf(ForeignSnapshotException.class)
                    .hasMessageContainingAll("another data set", "data-a", "data-b", "step-00000001");
        }
    }

    @Test
    void refusesAnotherRunsSnapshotEvenIfItsFilesAreDamaged() throws IOException {
        try (SnapshotStore store = Samples.open(root, listener)) {
            store.write(Samples.state(1), Samples.files(1));
            Files.delete(root.resolve("step-00000001/moments.safetensors"));

            assertThatThrownBy(() -> store.latest(new ExpectedRun("spec-b", "data-a", Map.of())))
                    .isInstanceOf(ForeignSnapshotException.class);
        }
    }

    @Test
    void namesWhatDiffersInTheEnvironment() throws IOException {
        try (SnapshotStore store = Samples.open(root, listener)) {
            store.write(Samples.state(1));

            assertThat(store.latest(new ExpectedRun("spec-a", "data-a", Map.of("threads", "4", "cpu", "x"))))
                    .isPresent();
        }
        assertThat(listener.differences)
                .containsExactly(
                        new EnvironmentDifference("cpu", "", "x"),
                        new EnvironmentDifference("threads", "2", "4"),
                        new EnvironmentDifference("torch", "2.7.1", ""));
    }

    @Test
    void keepsTheLastOnesAndTheBest() throws IOException {
        try (SnapshotStore store = SnapshotStore.open(root, new Retention(2), listener)) {
            for (int step = 1; step <= 6; step++) {
                Optional<BestMetric> best = step < 3 ? Optional.empty() : Optional.of(new BestMetric("m", 0.5, 3));
                store.write(Samples.state(step, best), Samples.files(step));
            }
            assertThat(new SnapshotNames(root).committed()).containsOnlyKeys(3L, 5L, 6L);
            assertThat(store.best(Samples.RUN).orElseThrow().state().step()).isEqualTo(3);

            store.write(Samples.state(7, Optional.of(new BestMetric("m", 0.6, 7))), Samples.files(7));
            assertThat(new SnapshotNames(root).committed()).containsOnlyKeys(6L, 7L);
            assertThat(store.best(Samples.RUN).orElseThrow().state().step()).isEqualTo(7);
        }
        assertThat(new SnapshotNames(root).leftovers()).isEmpty();
    }

    @Test
    void hasNoBestWhenItIsDamagedOrWasNeverWritten() throws IOException {
        try (SnapshotStore store = Samples.open(root, listener)) {
            store.write(Samples.state(1), Samples.files(1));
            store.write(Samples.state(4, Optional.of(new BestMetric("m", 0.5, 3))), Samples.files(4));
            assertThat(store.best(Samples.RUN)).isEmpty();

            store.write(Samples.state(5, Optional.of(new BestMetric("m", 0.5, 1))), Samples.files(5));
            Files.writeString(root.resolve("step-00000001/moments.safetensors"), "x");
            assertThat(store.best(Samples.RUN)).isEmpty();
            assertThat(listener.damages)
                    .singleElement()
                    .satisfies(damage -> assertThat(damage.file()).isEqualTo("moments.safetensors"));
        }
    }

    @Test
    void hasOneWriter() throws IOException {
        try (SnapshotStore first = Samples.open(root, listener)) {
            first.write(Samples.state(1), Samples.files(1));

            assertThatThrownBy(() -> Samples.open(root, listener))
                    .isInstanceOf(StoreInUseException.class)
                    .hasMessageContaining("another run writes its snapshots to " + root);
            assertThat(Samples.latestStep(root, listener)).isEqualTo(1);
        }
        try (SnapshotStore second = Samples.open(root, listener)) {
            second.write(Samples.state(2), Samples.files(2));
        }
        assertThat(Samples.latestStep(root, listener)).isEqualTo(2);
    }

    @Test
    void writesForwardOnly() throws IOException {
        try (SnapshotStore store = Samples.open(root, listener)) {
            store.write(Samples.state(5), Samples.files(5));

            for (int step : List.of(4, 5)) {
                assertThatThrownBy(() -> store.write(Samples.state(step), Samples.files(step)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContainingAll("step " + step, "step-00000005");
            }
        }
    }

    @Test
    void leavesNothingWhenAWriterFails() throws IOException {
        try (SnapshotStore store = Samples.open(root, listener)) {
            store.write(Samples.state(1), Samples.files(1));

            assertThatThrownBy(() -> store.write(Samples.state(2), Samples.files(2), folder -> {
                        Files.writeString(folder.resolve("half"), "x");
                        throw new IOException("No space left on device");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            assertThat(new SnapshotNames(root).leftovers()).isEmpty();

            store.write(Samples.state(2), Samples.files(2));
        }
        assertThat(Samples.latestStep(root, listener)).isEqualTo(2);
    }

    @Test
    void takesNoLinks() throws IOException {
        Path outside = Files.writeString(root.resolve("outside"), "x");
        try (SnapshotStore store = Samples.open(root.resolve("store"), listener)) {
            assertThatThrownBy(() -> store.write(
                            Samples.state(1), folder -> Files.createSymbolicLink(folder.resolve("link"), outside)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no links: link");
        }
        assertThat(outside).exists();
    }

    @Test
    void removesLeftoversWithoutFollowingTheirLinks() throws IOException {
        Path outside = Files.createDirectory(root.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "x");
        Path store = Files.createDirectory(root.resolve("store"));
        Path partial = Files.createDirectory(store.resolve(".partial-1"));
        Files.createSymbolicLink(partial.resolve("link"), outside);
        Files.createSymbolicLink(store.resolve(".deleted-1"), outside);

        Samples.open(store, listener).close();

        assertThat(outside.resolve("precious")).exists();
        assertThat(new SnapshotNames(store).leftovers()).isEmpty();
        assertThat(listener.removedLeftovers).hasSize(2);
    }
}
