package dev.r3.activities.port;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An artifact store that forgets. */
public final class InMemoryArtifactStore implements ArtifactStore {

    private final ConcurrentMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    private final List<ArtifactKey> listed = new CopyOnWriteArrayList<>();

    private final List<ArtifactKey> reads = new CopyOnWriteArrayList<>();

    private volatile Runnable beforeDownloads = () -> {};

    /** Does something before each file that is fetched: a slow store waits, say. */
    public void beforeDownloads(Runnable action) {
        beforeDownloads = action;
    }

    /** The folders that were listed, in their order. */
    public List<ArtifactKey> listed() {
        return listed;
    }

    /** The objects that were read whole, in their order. */
    public List<ArtifactKey> reads() {
        return reads;
    }

    @Override
    public ArtifactRef put(ArtifactKey key, Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            objects.put(key.path(), content);
            return new ArtifactRef(key, Sha256.of(content), content.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> putIfAbsent(ArtifactKey key, byte[] content) {
        return Optional.ofNullable(objects.putIfAbsent(key.path(), content));
    }

    @Override
    public Optional<byte[]> read(ArtifactKey key) {
        reads.add(key);
        return Optional.ofNullable(objects.get(key.path()));
    }

    @Override
    public void delete(ArtifactKey key) {
        objects.remove(key.path());
    }

    @Override
    public boolean holds(ArtifactRef ref) {
        return read(ref.key()).map(content -> content.length == ref.size()).orElse(false);
    }

    @Override
    public void download(ArtifactRef ref, Path target) {
        beforeDownloads.run();
        byte[] content = read(ref.key()).orElseThrow(() -> new StorageFailure(ref.key() + " is not there"));
        if (!Sha256.of(content).equals(ref.sha256())) {
            throw new StorageFailure(ref.key() + " is damaged");
        }
        try {
            Files.write(target, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<ArtifactKey> list(ArtifactKey folder) {
        listed.add(folder);
        return objects.keySet().stream()
                .filter(key -> key.startsWith(folder.path() + "/"))
                .map(ArtifactKey::new)
                .toList();
    }

    @Override
    public String address(ArtifactKey key) {
        return "memory://" + key.path();
    }
}
