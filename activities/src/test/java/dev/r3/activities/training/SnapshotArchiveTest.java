package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.Snapshots;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotArchiveTest {
    private static final ExperimentId CHILD = new ExperimentId("r3-child-0123456789ab");
    private static final ExperimentId SHOWING = new ExperimentId("r3-showing-0123456789ab");
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
        archive.keep(snapshot("here", 1, 1, "one"));
        archive.keep(snapshot("here", 2, 1, "two"));
        archive.keep(snapshot("here", 3, 1, "three"));

        archive.fetch(folder.resolve("there"));

        Snapshots there = new Snapshots(folder.resolve("there"), QuietSteps.NONE);
        assertThat(archive.newest()).isEqualTo(3);
        assertThat(content(there.latest(EXPECTED))).isEqualTo("three");
        assertThat(content(there.best(EXPECTED))).isEqualTo("one");
        assertThat(folder.resolve("there").resolve("step-00000002")).doesNotExist();
        assertThat(archive.metrics(folder)).extracting(StepMetrics::step).containsExactly(1L, 2L, 3L);
        assertThat(archive.metricsAfter(1, folder))
                .extracting(StepMetrics::step)
                .containsExactly(2L, 3L);
        assertThat(archive.metricsAfter(3, folder)).isEmpty();
    }

    @Test
    void theSecondToKeepAStepGivesUpUnlessItIsTheSame() throws IOException {
        archive.keep(snapshot("one", 1, 1, "weights"));
        archive.keep(snapshot("same", 1, 1, "weights"));
        Snapshot other = snapshot("other", 1, 1, "other weights");
        assertThatThrownBy(() -> archive.keep(other))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("another attempt has kept step 1 first");
        archive.fetch(folder.resolve("there"));
        assertThat(content(new Snapshots(folder.resolve("there"), QuietSteps.NONE).latest(EXPECTED)))
                .isEqualTo("weights");
    }

    /** Of one of which nobody heard any more, while another attempt did its steps as well. */
    @Test
    void aStepThatACancelledAttemptKeptBesideIsNoStepTwice() throws IOException {
        SmallSnapshots one = new SmallSnapshots(folder.resolve("one"));
        SmallSnapshots other = new SmallSnapshots(folder.resolve("other"));
        archive.keep(one.write(1, 0, "one"));
        archive.keep(one.epoch(2, 4));
        archive.keep(other.epoch(2, 3));
        archive.keep(one.epoch(5, 6));
        assertThat(archive.newest()).isEqualTo(6);
        assertThat(archive.metrics(folder)).extracting(StepMetrics::step).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(archive.metricsAfter(1, folder))
                .extracting(StepMetrics::step)
                .containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(archive.trajectories(folder))
                .flatMap(file -> RecordFile.read(file, Trajectory.class))
                .extracting(Trajectory::step)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void snapshotsOfAnOlderR3FollowEachOther() throws IOException {
        for (long step = 1; step <= 3; step++) {
            archive.keep(snapshot("here", step, step, "weights " + step));
        }
        JsonMapper json = JsonMapper.builder().build();
        for (ArtifactKey key : store.list(ArtifactKey.of("snapshots"))) {
            if (key.name().endsWith(".json") && key.name().startsWith("step-")) {
                ObjectNode kept = (ObjectNode) json.readTree(store.read(key).orElseThrow());
                assertThat(kept.remove("after")).isNotNull();
                store.delete(key);
                assertThat(store.putIfAbsent(key, json.writeValueAsBytes(kept))).isEmpty();
            }
        }
        assertThat(archive.metrics(folder)).extracting(StepMetrics::step).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatIsHalfUploadedIsNotThere() throws IOException {
        archive.keep(snapshot("here", 1, 1, "one"));
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
    void oldSnapshotsAreRemovedExceptTheBestAndWhatTheyMeasuredAndSampled(
            String name, int keep, long best, List<Long> whole) throws IOException {
        for (long step = 1; step <= 5; step++) {
            archive.keep(snapshot("here", step, Math.min(step, best), "weights " + step));
            archive.removeOld(keep);
        }
        archive.removeOld(keep);

        assertThat(wholeSteps()).isEqualTo(whole);
        assertThat(archive.metrics(folder)).extracting(StepMetrics::step).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(archive.trajectories(folder))
                .map(file -> RecordFile.read(file, Trajectory.class))
                .containsExactly(sampled(1), sampled(2), sampled(3), sampled(4), sampled(5));
        archive.fetch(folder.resolve("there"));
        Snapshots there = new Snapshots(folder.resolve("there"), QuietSteps.NONE);
        assertThat(content(there.latest(EXPECTED))).isEqualTo("weights 5");
        assertThat(content(there.best(EXPECTED))).isEqualTo("weights " + best);
    }

    @Test
    void anAttemptThatUploadsMeanwhileLosesNothing() throws IOException {
        for (long step = 1; step <= 3; step++) {
            archive.keep(snapshot("here", step, step, "weights " + step));
        }
        Path file = Files.writeString(folder.resolve("file"), "half");
        var half = store.put(ArtifactKey.of("snapshots", "attempt-1", "model.json"), file);
        archive.removeOld(1);
        assertThat(store.holds(half)).isTrue();
    }

    @Test
    void whatAChildGoesOnFromStaysWithItsBest() throws IOException {
        assertThat(archive.keepNewestFor(CHILD)).isZero();
        for (long step = 1; step <= 3; step++) {
            archive.keep(snapshot("here", step, 1, "weights " + step));
        }
        assertThat(archive.keepNewestFor(CHILD)).isEqualTo(3);
        for (long step = 4; step <= 6; step++) {
            archive.keep(snapshot("here", step, step, "weights " + step));
            archive.removeOld(1);
        }

        assertThat(wholeSteps()).containsExactly(1L, 3L, 6L);
        assertThat(archive.fetch(3, folder.resolve("there"))).isTrue();
        Snapshots there = new Snapshots(folder.resolve("there"), QuietSteps.NONE);
        assertThat(content(there.latest(EXPECTED))).isEqualTo("weights 3");
        assertThat(content(there.best(EXPECTED))).isEqualTo("weights 1");
    }

    /** Another run's, which keeps fewer, may end after the one that told of them. */
    @Test
    void whatIsShownElsewhereStays() throws IOException {
        for (long step = 1; step <= 4; step++) {
            archive.keep(snapshot("here", step, step, "weights " + step));
        }
        archive.removeOld(3);
        assertThat(archive.checkpointsFor(SHOWING).keySet()).containsExactly(2L, 3L, 4L);

        archive.removeOld(1);
        assertThat(wholeSteps()).containsExactly(2L, 3L, 4L);
        assertThat(archive.checkpointsFor(CHILD).keySet()).containsExactly(2L, 3L, 4L);
    }

    @Test
    void whatIsGivenUpIsNotShown() throws IOException {
        archive.keep(snapshot("here", 1, 1, "weights 1"));
        assertThat(new SnapshotFates(store, ArtifactKey.of("snapshots")).giveUp(1))
                .as("its files are about to go")
                .isTrue();
        assertThat(archive.checkpointsFor(SHOWING)).isEmpty();
    }

    @Test
    void whatIsRemovedIsNotFetched() throws IOException {
        for (long step = 1; step <= 3; step++) {
            archive.keep(snapshot("here", step, step, "weights " + step));
        }
        archive.removeOld(1);
        assertThat(archive.fetch(2, folder.resolve("there"))).isFalse();
        assertThat(archive.fetch(9, folder.resolve("there"))).isFalse();
        assertThat(folder.resolve("there")).doesNotExist();
    }

    @Test
    void aChildAndTheRemovalAgreeWhoeverIsFirst() {
        SnapshotFates fates = new SnapshotFates(store, ArtifactKey.of("snapshots"));
        assertThat(fates.keep(1, CHILD)).isTrue();
        assertThat(fates.giveUp(1)).isFalse();
        assertThat(fates.keep(1, new ExperimentId("r3-other-0123456789ab"))).isTrue();
        assertThat(fates.giveUp(2)).isTrue();
        assertThat(fates.keep(2, CHILD)).isFalse();
        assertThat(fates.giveUp(2))
                .as("by a removal that goes on after a killed one")
                .isTrue();
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

    private static List<Trajectory> sampled(long step) {
        return List.of(SmallSnapshots.sampledIn(step));
    }

    private static String content(Optional<Snapshot> snapshot) throws IOException {
        return Files.readString(snapshot.orElseThrow().file("model/weights"));
    }

    private Snapshot snapshot(String root, long step, long best, String weights) throws IOException {
        return new SmallSnapshots(folder.resolve(root)).write(step, best, weights);
    }
}
