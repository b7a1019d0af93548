package dev.r3.activities.port;

import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where everything that lasts is kept. Every method throws {@link dev.r3.activities.failure.StorageFailure} if the store
 * does not answer or breaks its word.
 */
public interface ArtifactStore {

    /** Stores a file, which the store checks against its SHA-256; replaces what stood there. */
    ArtifactRef put(ArtifactKey key, Path file);

    /**
     * Stores a small object unless one stands there; of several that try at once exactly one creates it.
     *
     * @return what another stored there before; empty if this call created it
     */
    Optional<byte[]> putIfAbsent(ArtifactKey key, byte[] content);

    /** Reads a small object (at most 16 MiB). */
    Optional<byte[]> read(ArtifactKey key);

    /** Removes an object for ever; one that is not there is no failure. */
    void delete(ArtifactKey key);

    /** Whether the object is there with its size; content-addressed keys need no more. */
    boolean holds(ArtifactRef ref);

    /** Fetches an object into a file and checks size and SHA-256; the file appears only when it is whole. */
    void download(ArtifactRef ref, Path target);

    /** All keys under a folder, sorted. */
    List<ArtifactKey> list(ArtifactKey folder);

    /** The address by which other tools know an object, e.g. {@code s3://bucket/prefix/key}. */
    String address(ArtifactKey key);
}
