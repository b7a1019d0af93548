package dev.r3.infra.folder;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An artifact store as it would become: what another one holds, and beside it what is written here, which goes into a
 * folder of this machine and never into the other.
 */
public final class DraftArtifactStore implements ArtifactStore {
    private final ArtifactStore standing;
    private final FolderArtifactStore drafts;
    private final Path folder;

    /**
     * @param standing is read alone
     * @param folder of what is written
     */
    public DraftArtifactStore(ArtifactStore standing, Path folder) {
        this.standing = requireNonNull(standing, "standing is null");
        this.folder = requireNonNull(folder, "folder is null").toAbsolutePath().normalize();
        this.drafts = new FolderArtifactStore(this.folder);
    }

    /** Keeps a link to the file, as a model's files are too large to copy for a draft. */
    @Override
    public ArtifactRef put(ArtifactKey key, Path file) {
        Path link = folder.resolve(key.path());
        try {
            Files.createDirectories(requireNonNull(link.getParent(), "a key is below the folder"));
            Files.deleteIfExists(link);
            link(link, file.toRealPath());
            return new ArtifactRef(key, Sha256.of(file), Files.size(file));
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(link, FileFailures.explain(e, folder)), e);
        }
    }

    /** A hard link stays if the file is removed, as those in scratch folders are; other disks can't have one. */
    private static void link(Path link, Path file) throws IOException {
        try {
            Files.createLink(link, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.createSymbolicLink(link, file);
        }
    }

    @Override
    public Optional<byte[]> putIfAbsent(ArtifactKey key, byte[] content) {
        return standing.read(key).or(() -> drafts.putIfAbsent(key, content));
    }

    @Override
    public Optional<byte[]> read(ArtifactKey key) {
        return drafts.read(key).or(() -> standing.read(key));
    }

    /** What the other store holds stays. */
    @Override
    public void delete(ArtifactKey key) {
        drafts.delete(key);
    }

    @Override
    public boolean holds(ArtifactRef ref) {
        return drafts.holds(ref) || standing.holds(ref);
    }

    @Override
    public void download(ArtifactRef ref, Path target) {
        if (drafts.holds(ref)) {
            drafts.download(ref, target);
        } else {
            standing.download(ref, target);
        }
    }

    @Override
    public List<ArtifactKey> list(ArtifactKey under) {
        return Stream.concat(standing.list(under).stream(), drafts.list(under).stream())
                .distinct()
                .sorted((one, other) -> one.path().compareTo(other.path()))
                .toList();
    }

    @Override
    public String address(ArtifactKey key) {
        return standing.address(key);
    }
}
