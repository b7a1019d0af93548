package dev.r3.infra.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftArtifactStoreTest {
    private static final ArtifactKey STANDING = ArtifactKey.of("all", "standing");
    private static final ArtifactKey DRAFT = ArtifactKey.of("all", "draft");

    @TempDir
    Path folder;

    private FolderArtifactStore standing = new FolderArtifactStore(Path.of(""));
    private DraftArtifactStore draft = new DraftArtifactStore(standing, Path.of(""));

    @BeforeEach
    void makeStores() {
        standing = new FolderArtifactStore(folder.resolve("standing"));
        standing.putIfAbsent(STANDING, "old".getBytes(UTF_8));
        draft = new DraftArtifactStore(standing, folder.resolve("draft"));
    }

    @Test
    void whatIsWrittenGoesNoFurther() throws IOException {
        assertThat(draft.putIfAbsent(DRAFT, "new".getBytes(UTF_8))).isEmpty();
        assertThat(draft.read(DRAFT)).hasValue("new".getBytes(UTF_8));
        assertThat(draft.putIfAbsent(DRAFT, "newer".getBytes(UTF_8))).hasValue("new".getBytes(UTF_8));
        assertThat(draft.list(ArtifactKey.of("all"))).containsExactly(DRAFT, STANDING);
        assertThat(standing.list(ArtifactKey.of("all"))).containsExactly(STANDING);
        assertThat(standing.read(DRAFT)).isEmpty();
    }

    @Test
    void whatStandsIsFoundAndStays() {
        assertThat(draft.putIfAbsent(STANDING, "new".getBytes(UTF_8))).hasValue("old".getBytes(UTF_8));
        draft.delete(STANDING);
        assertThat(standing.read(STANDING)).hasValue("old".getBytes(UTF_8));
        assertThat(draft.address(STANDING)).isEqualTo(standing.address(STANDING));
    }

    @Test
    void aFileIsKeptThoughTheOneThatItWasMadeOfGoes() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "content");
        ArtifactRef ref = draft.put(DRAFT, file);
        Files.delete(file);
        assertThat(draft.holds(ref)).isTrue();
        assertThat(standing.holds(ref)).isFalse();
        Path target = folder.resolve("target");
        draft.download(ref, target);
        assertThat(target).hasContent("content");
        Path other = Files.writeString(folder.resolve("other"), "standing content");
        ArtifactRef theirs = standing.put(ArtifactKey.of("all", "file"), other);
        draft.download(theirs, folder.resolve("theirs"));
        assertThat(folder.resolve("theirs")).hasContent("standing content");
        assertThat(List.of(draft.holds(theirs), standing.holds(theirs))).containsOnly(true);
    }
}
