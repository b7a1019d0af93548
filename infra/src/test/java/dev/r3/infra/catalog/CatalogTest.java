package dev.r3.infra.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.infra.folder.FolderArtifactStore;
import dev.r3.infra.spec.SpecReader;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.StageKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final ExperimentId ID = new ExperimentId("r3-tiny-abababababab");
    private static final ExperimentId OTHER = new ExperimentId("r3-other-abababababab");

    @TempDir
    Path folder;

    @Test
    void keepsWhatAnExperimentRanOn() throws Exception {
        Catalog catalog = new Catalog(new FolderArtifactStore(folder.resolve("store")));
        ExperimentInput input = input();
        catalog.add(input.recomputed(Recomputation.create()), 1_000);
        assertThat(catalog.input(ID)).contains(input);
        assertThat(catalog.input(OTHER)).isEmpty();
        assertThat(catalog.entries()).extracting(CatalogEntry::id).containsExactly(ID);
    }

    @Test
    void findsThoseOfAName() throws Exception {
        FolderArtifactStore store = new FolderArtifactStore(folder.resolve("store"));
        store.putIfAbsent(
                ArtifactKey.of("experiments", "notes.txt"), "not an experiment".getBytes(StandardCharsets.UTF_8));
        Catalog catalog = new Catalog(store);
        catalog.add(input(), 1_000);
        assertThat(catalog.entries("tiny")).extracting(CatalogEntry::id).containsExactly(ID);
        assertThat(catalog.entries("tin")).isEmpty();
        assertThat(catalog.entries("other")).isEmpty();
    }

    @Test
    void aDamagedInputIsNamed() {
        FolderArtifactStore store = new FolderArtifactStore(folder.resolve("store"));
        ArtifactKey key = ArtifactKey.of("experiment-inputs", ID + ".json");
        store.putIfAbsent(key, "{half".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new Catalog(store).input(ID))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining(ID + ".json is no experiment's input");
    }

    @Test
    void twoCommandsAtOnceGoOnFromTheSameStep() throws Exception {
        Catalog catalog = new Catalog(new FolderArtifactStore(folder.resolve("store")));
        ParentTraining first = catalog.parent(ID, () -> {
            // Another command settles it while this one looks, and the parent trains on.
            assertThat(catalog.parent(ID, () -> parent(50))).isEqualTo(parent(50));
            return parent(100);
        });
        assertThat(first).isEqualTo(parent(50));
        assertThat(catalog.parent(ID, () -> parent(150))).isEqualTo(parent(50));
        assertThat(catalog.parent(OTHER, () -> parent(150))).isEqualTo(parent(150));
    }

    @Test
    void whatAnOlderR3WentOnFromStillCounts() throws Exception {
        Catalog catalog = new Catalog(new FolderArtifactStore(folder.resolve("store")));
        catalog.add(input().extending(parent(50)), 1_000);
        assertThat(catalog.parent(ID, () -> parent(100))).isEqualTo(parent(50));
    }

    private static ParentTraining parent(long step) {
        return new ParentTraining(OTHER, DIGEST, DIGEST, step, Optional.of(DIGEST), Optional.empty());
    }

    private ExperimentInput input() throws Exception {
        Path spec = Files.writeString(folder.resolve("spec.yaml"), """
                name: tiny
                task: { family: countdown }
                data: { source: tasks.jsonl }
                """);
        return new ExperimentInput(
                ID,
                SpecReader.read(spec).spec(),
                DIGEST,
                DIGEST,
                new ArtifactRef(ArtifactKey.of("inputs", "tasks.jsonl"), DIGEST, 1),
                new TreeMap<>(),
                StageKind.DATASET,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }
}
