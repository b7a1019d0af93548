package dev.r3.infra.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArtifactStoreTest {
    private static final ArtifactKey KEY = ArtifactKey.of("a", "b.txt");

    @TempDir
    Path folder;

    private FolderArtifactStore store = new FolderArtifactStore(Path.of("unused"));

    @BeforeEach
    void open() {
        store = new FolderArtifactStore(folder.resolve("store"));
    }

    @Test
    void whatIsPutCanBeReadListedAndDownloaded() throws IOException {
        ArtifactRef ref = store.put(KEY, file("content"));
        assertThat(ref.size()).isEqualTo(7);
        assertThat(ref.sha256()).isEqualTo(Sha256.of(bytes("content")));
        assertThat(store.read(KEY))
                .hasValueSatisfying(content -> assertThat(content).asString().isEqualTo("content"));
        assertThat(store.holds(ref)).isTrue();
        assertThat(store.list(ArtifactKey.of("a"))).containsExactly(KEY);
        assertThat(store.list(ArtifactKey.of("none"))).isEmpty();
        assertThat(store.address(KEY)).isEqualTo(folder.resolve("store/a/b.txt").toString());
        store.download(ref, folder.resolve("copy"));
        assertThat(folder.resolve("copy")).hasContent("content");
        store.put(KEY, file("other"));
        assertThat(store.holds(ref)).isFalse();
    }

    @Test
    void whatIsNotThereIsSaid() {
        ArtifactRef gone = new ArtifactRef(KEY, Sha256.of(bytes("content")), 7);
        assertThat(store.read(KEY)).isEmpty();
        assertThat(store.holds(gone)).isFalse();
        assertThatThrownBy(() -> store.download(gone, folder.resolve("copy")))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("b.txt");
    }

    @Test
    void aDamagedFileIsNotGivenOut() throws IOException {
        ArtifactRef ref = store.put(KEY, file("content"));
        Files.writeString(folder.resolve("store/a/b.txt"), "contenu");
        assertThatThrownBy(() -> store.download(ref, folder.resolve("copy")))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("is damaged");
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void ofManyExactlyOneCreates() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<byte[]>>> tries = IntStream.range(0, 8)
                    .<Callable<Optional<byte[]>>>mapToObj(i -> () -> store.putIfAbsent(KEY, bytes("try " + i)))
                    .toList();
            int created = 0;
            for (Future<Optional<byte[]>> put : pool.invokeAll(tries)) {
                created += put.get().isEmpty() ? 1 : 0;
                if (put.get().isPresent()) {
                    assertThat(put.get().get()).isEqualTo(store.read(KEY).orElseThrow());
                }
            }
            assertThat(created).isEqualTo(1);
            assertThat(store.list(ArtifactKey.of("a"))).containsExactly(KEY);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        Path file = file("content");
        assertThatThrownBy(() -> new FolderArtifactStore(blocked).put(KEY, file))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("blocked");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("file"), content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
