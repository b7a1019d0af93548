package dev.r3.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFoldersTest {
    private static final ExperimentId EXPERIMENT = new ExperimentId("r3-test-0123456789ab");

    /** Of each checkpoint. */
    private static final int BYTES = 1000;

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final StepClock clock = new StepClock();

    /** An hour later at each look. */
    private static final class StepClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plusSeconds(3_600);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void theLeastRecentlyUsedGoesFirst() throws IOException {
        CheckpointFolders folders = folders(2 * BYTES);
        StageResult one = model("one");
        StageResult two = model("two");
        folders.use(one).close();
        folders.use(two).close();
        folders.use(one).close();
        folders.use(model("three")).close();
        assertThat(kept()).containsExactlyInAnyOrder("one", "three");
        folders.use(two).close();
        assertThat(kept()).containsExactlyInAnyOrder("three", "two");
    }

    @Test
    void whatIsUsedStaysHoweverManyUseIt() throws IOException {
        CheckpointFolders folders = folders(1);
        StageResult one = model("one");
        CheckpointInUse first = folders.use(one);
        CheckpointInUse second = folders.use(one);
        first.close();
        first.close();
        folders.use(model("two")).close();
        assertThat(kept()).containsExactlyInAnyOrder("one", "two");
        second.close();
        folders.use(model("three")).close();
        assertThat(kept()).containsExactly("three");
    }

    @Test
    void whatAnotherProcessUsesStays() throws Exception {
        CheckpointFolders folders = folders(1);
        StageResult one = model("one");
        folders.use(one).close();
        Path lock = folder.resolve("cache").resolve("." + one.content().hex() + ".lock");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lock.toString())
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('!');
            folders.use(model("two")).close();
            assertThat(kept()).containsExactlyInAnyOrder("one", "two");
        } finally {
            other.destroyForcibly().waitFor();
        }
        folders.use(model("three")).close();
        assertThat(kept()).containsExactly("three");
    }

    @Test
    void whatATrainingLeftBesideItsModelIsNotFetched() throws IOException {
        Path weights = Files.writeString(folder.resolve("model.safetensors"), "weights");
        Path metrics = Files.writeString(folder.resolve("metrics.jsonl"), "{}");
        Digest digest = new Digest("ab".repeat(32));
        StageResult trained = stages().run(
                        StageIdentity.of(StageKind.TRAIN, 1, SpecTree.empty(), Map.of()),
                        EXPERIMENT,
                        scratch -> StageOutput.of(
                                Map.of(
                                        "model.safetensors",
                                        weights,
                                        "metrics.jsonl",
                                        metrics,
                                        "trajectories.parquet",
                                        metrics),
                                digest,
                                SpecTree.empty()));
        try (CheckpointInUse used = folders(BYTES).use(trained)) {
            assertThat(used.folder()).isDirectoryContaining("glob:**model.safetensors");
            assertThat(used.folder().toFile().list()).hasSize(1);
        }
    }

    @Test
    void aFetchThatFailsLeavesNothing() throws IOException {
        CheckpointFolders folders = folders(1);
        StageResult one = model("one");
        store.list(new ArtifactKey("stages")).stream()
                .filter(key -> key.name().equals("model.safetensors"))
                .forEach(store::delete);
        assertThatThrownBy(() -> folders.use(one)).isInstanceOf(StorageFailure.class);
        assertThat(folder.resolve("cache")).isDirectoryNotContaining(Files::isDirectory);
    }

    @Test
    void aDraftThatNobodyWorksOnIsRemoved() throws IOException {
        CheckpointFolders folders = folders(9 * BYTES);
        String killed = draft(model("killed"));
        StageResult other = model("other");
        String used = draft(other);
        Path lock = folder.resolve("cache").resolve("." + other.content().hex() + ".lock");
        try (FolderLock fetching = FolderLock.use(lock)) {
            assertThat(fetching).isNotNull();
            folders.use(model("one")).close();
            assertThat(folder.resolve("cache").resolve(killed)).doesNotExist();
            assertThat(folder.resolve("cache").resolve(used)).isDirectory();
        }
        folders.use(model("two")).close();
        assertThat(folder.resolve("cache").resolve(used)).doesNotExist();
        assertThat(kept()).containsExactlyInAnyOrder("one", "two");
    }

    /** As a killed fetch leaves it. */
    private String draft(StageResult model) throws IOException {
        String name = ".part-" + model.content().hex() + "-" + UUID.randomUUID();
        Path part = Files.createDirectories(folder.resolve("cache").resolve(name));
        Files.writeString(part.resolve("model.safetensors"), "half");
        return name;
    }

    @Test
    void roomIsMadeBeforeAFetch() throws IOException {
        CheckpointFolders folders = folders(2 * BYTES);
        folders.use(model("one")).close();
        folders.use(model("two")).close();
        StageResult three = model("three");
        store.list(new ArtifactKey("stages")).stream()
                .filter(key -> key.name().equals("model.safetensors"))
                .forEach(store::delete);
        assertThatThrownBy(() -> folders.use(three)).isInstanceOf(StorageFailure.class);
        assertThat(kept()).containsExactly("two");
    }

    private CheckpointFolders folders(long mostBytes) {
        return new CheckpointFolders(folder.resolve("cache"), stages(), store, mostBytes, clock);
    }

    private StageResult model(String name) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        Files.writeString(model.resolve("model.safetensors"), name + " ".repeat(BYTES - name.length()));
        return new ModelStage(stages()).run(model, CheckpointDigest.of(model), EXPERIMENT);
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("cache"))) {
            return all.filter(Files::isDirectory)
                    .map(kept -> kept.resolve("model.safetensors"))
                    .map(CheckpointFoldersTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Stages stages() {
        return new Stages(store, folder.resolve("scratch"), Clock.systemUTC());
    }
}
