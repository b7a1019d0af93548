package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.model.snapshot.BestMetric;
import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.Retention;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotState;
import dev.r3.model.snapshot.SnapshotStore;
import dev.r3.model.snapshot.Snapshots;
import dev.r3.workflows.contract.ArtifactKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotArchiveTest {
    private static final RunDigests DIGESTS = new RunDigests("spec", "data", "verifier");
    private static final ExpectedRun EXPECTED = new ExpectedRun("spec", "data", Map.of());

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final SnapshotArchive archive = new SnapshotArchive(store, ArtifactKey.of("snapshots"));

    @Test
    void anotherMachineGoesOnFromTheNewestAndHasTheBest() throws IOException {
        assertThat(archive.newest()).isZero();
        archive.fetch(folder.resolve("nothing"));
        assertThat(folder.resolve("nothing")).doesNotExist();
        archive.keep(snapshot("here", 1, 0.5, 1, "one"));
        archive.keep(snapshot("here", 2, 0.5, 1, "two"));
        archive.keep(snapshot("here", 3, 0.5, 1, "three"));

        archive.fetch(folder.resolve("there"));

        Snapshots there = new Snapshots(folder.resolve("there"), QuietSteps.NONE);
        assertThat(archive.newest()).isEqualTo(3);
        assertThat(content(there.latest(EXPECTED))).isEqualTo("three");
        assertThat(content(there.best(EXPECTED))).isEqualTo("one");
        assertThat(folder.resolve("there").resolve("step-00000002")).doesNotExist();
        assertThat(archive.metrics(folder)).extracting(StepMetrics::step).containsExactly(1L, 2L, 3L);
    }

    @Test
    void theSecondToKeepAStepGivesUpUnlessItIsTheSame() throws IOException {
        archive.keep(snapshot("one", 1, 0.5, 1, "weights"));
        archive.keep(snapshot("same", 1, 0.5, 1, "weights"));
        Snapshot other = snapshot("other", 1, 0.5, 1, "other weights");
        assertThatThrownBy(() -> archive.keep(other))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("another attempt has kept step 1 first");
        archive.fetch(folder.resolve("there"));
        assertThat(content(new Snapshots(folder.resolve("there"), QuietSteps.NONE).latest(EXPECTED)))
                .isEqualTo("weights");
    }

    @Test
    void whatIsHalfUploadedIsNotThere() throws IOException {
        archive.keep(snapshot("here", 1, 0.5, 1, "one"));
        Path file = Files.writeString(folder.resolve("file"), "half");
        store.put(ArtifactKey.of("snapshots", "attempt-1", "model.json"), file);
        assertThat(archive.newest()).isEqualTo(1);
    }

    static Stream<Arguments> retentions() {
        return Stream.of(
                Arguments.of("all", 0, 2, List.of(1L, 2L, 3L, 4L, 5L)),
                Arguments.of("more than there are", 9, 2, List.of(1L, 2L, 3L, 4L, 5L)),
                Arguments.of("the newest two and the best", 2, 2, List.of(2L, 4L, 5L)),
                Arguments.of("the newest two, the best among them", 2, 5, List.of(4L, 5L)),
                Arguments.of("the newest and the best", 1, 1, List.of(1L, 5L)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("retentions")
    void oldSnapshotsAreRemovedExceptTheBestAndTheirMetrics(String name, int keep, long best, List<Long> whole)
            throws IOException {
        for (long step = 1; step <= 5; step++) {
            archive.keep(snapshot("here", step, 0.5, Math.min(step, best), "weights " + step));
            archive.removeOld(keep);
        }
        archive.removeOld(keep);

        assertThat(wholeSteps()).isEqualTo(whole);
        assertThat(archive.metrics(folder)).extracting(StepMetrics::step).containsExactly(1L, 2L, 3L, 4L, 5L);
        archive.fetch(folder.resolve("there"));
        Snapshots there = new Snapshots(folder.resolve("there"), QuietSteps.NONE);
        assertThat(content(there.latest(EXPECTED))).isEqualTo("weights 5");
        assertThat(content(there.best(EXPECTED))).isEqualTo("weights " + best);
    }

    @Test
    void anAttemptThatUploadsMeanwhileLosesNothing() throws IOException {
        for (long step = 1; step <= 3; step++) {
            archive.keep(snapshot("here", step, 0.5, step, "weights " + step));
        }
        Path file = Files.writeString(folder.resolve("file"), "half");
        var half = store.put(ArtifactKey.of("snapshots", "attempt-1", "model.json"), file);
        archive.removeOld(1);
        assertThat(store.holds(half)).isTrue();
    }

    /** The steps whose weights are there. */
    private List<Long> wholeSteps() {
        return store.list(ArtifactKey.of("snapshots")).stream()
                .filter(key -> key.path().endsWith("model/weights"))
                .map(key -> new String(store.read(key).orElseThrow(), StandardCharsets.UTF_8))
                .map(weights -> Long.parseLong(weights.substring("weights ".length())))
                .sorted()
                .toList();
    }

    private static String content(Optional<Snapshot> snapshot) throws IOException {
        return Files.readString(snapshot.orElseThrow().file("model/weights"));
    }

    private Snapshot snapshot(String root, long step, double metric, long best, String weights) throws IOException {
        SnapshotState state = new SnapshotState(
                step,
                0,
                step,
                1,
                Map.of(),
                Map.of(),
                DIGESTS,
                Optional.of(new BestMetric("second try", metric, best)),
                Map.of());
        try (SnapshotStore snapshots = SnapshotStore.open(folder.resolve(root), new Retention(2), QuietSteps.NONE)) {
            return snapshots.write(state, part -> {
                Files.createDirectory(part.resolve("model"));
                Files.writeString(part.resolve("model").resolve("weights"), weights);
                JsonLines.write(
                        part.resolve(EpochFiles.METRICS), List.of(new StepMetrics(step, 1_000, new TreeMap<>())));
            });
        }
    }
}
