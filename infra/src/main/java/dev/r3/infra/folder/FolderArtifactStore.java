package dev.r3.infra.folder;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Artifacts as files below a folder, for work without servers: a key is a file's path. */
public final class FolderArtifactStore implements ArtifactStore {
    private final Path root;

    /**
     * @param root is made if it isn't there
     */
    public FolderArtifactStore(Path root) {
        this.root = requireNonNull(root, "root is null").toAbsolutePath().normalize();
    }

    @Override
    public ArtifactRef put(ArtifactKey key, Path file) {
        Path part = part(key);
        try {
            Files.copy(file, part);
            ArtifactRef ref = new ArtifactRef(key, Sha256.of(part), Files.size(part));
            Files.move(part, path(key), StandardCopyOption.ATOMIC_MOVE);
            return ref;
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(path(key), FileFailures.explain(e, root)), e);
        }
    }

    @Override
    public Optional<byte[]> putIfAbsent(ArtifactKey key, byte[] content) {
        Path part = part(key);
        try {
            Files.write(part, content);
            try {
                // A link is made whole or not at all, and never over what is there.
                Files.createLink(path(key), part);
                return Optional.empty();
            } catch (FileAlreadyExistsException e) {
                return read(key);
            } finally {
                Files.delete(part);
            }
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(path(key), FileFailures.explain(e, root)), e);
        }
    }

    @Override
    public Optional<byte[]> read(ArtifactKey key) {
        try {
            return Optional.of(Files.readAllBytes(path(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(key, e);
        }
    }

    @Override
    public void delete(ArtifactKey key) {
        try {
            Files.deleteIfExists(path(key));
        } catch (IOException e) {
            throw new StorageFailure("cannot remove %s: %s".formatted(path(key), FileFailures.explain(e)), e);
        }
    }

    @Override
    public boolean holds(ArtifactRef ref) {
        try {
            return Files.size(path(ref.key())) == ref.size();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(ref.key(), e);
        }
    }

    @Override
    public void download(ArtifactRef ref, Path target) {
        Path part = target.resolveSibling("part-" + UUID.randomUUID());
        try {
            Files.copy(path(ref.key()), part);
            Digest found = Sha256.of(part);
            if (!found.equals(ref.sha256())) {
                Files.delete(part);
                throw new StorageFailure("%s is damaged: its SHA-256 is %s; expected %s"
                        .formatted(path(ref.key()), found, ref.sha256()));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unreadable(ref.key(), e);
        }
    }

    @Override
    public List<ArtifactKey> list(ArtifactKey folder) {
        Path start = path(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> new ArtifactKey(root.relativize(file).toString()))
                    .sorted((one, other) -> one.path().compareTo(other.path()))
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    @Override
    public String address(ArtifactKey key) {
        return path(key).toString();
    }

    private Path path(ArtifactKey key) {
        return root.resolve(key.path());
    }

    /** A file beside the key's whose name is no key. */
    private Path part(ArtifactKey key) {
        Path folder = requireNonNull(path(key).getParent(), "a key is below the root");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StorageFailure("cannot create %s: %s".formatted(folder, FileFailures.explain(e)), e);
        }
        return folder.resolve("." + UUID.randomUUID());
    }

    private StorageFailure unreadable(ArtifactKey key, IOException e) {
        return new StorageFailure("cannot read %s: %s".formatted(path(key), FileFailures.explain(e)), e);
    }
}
