package dev.r3.infra.s3;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Sha256;
import dev.r3.infra.settings.S3Settings;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Artifacts in one bucket, under one prefix. What commits something is small and written by a conditional PUT; the files
 * that it names, big ones in parts, lie under keys that only one attempt ever writes, and need no condition.
 */
public final class S3ArtifactStore implements ArtifactStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(S3ArtifactStore.class);

    /** Writes that collide in flight answer 409: try again so often. */
    private static final int CONFLICT_TRIES = 5;

    /** Before the second try; it doubles. Whoever collides must end its own small write in the meantime. */
    private static final long CONFLICT_PAUSE_MILLIS = 100;

    private static final int MOST_BYTES_READ = 16 << 20;

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final S3Timeouts timeouts;
    private final S3Parts parts;
    private final AbandonedUploads abandoned;

    public S3ArtifactStore(S3Settings settings) {
        this(settings, S3Timeouts.DEFAULT, S3Parts.DEFAULT);
    }

    S3ArtifactStore(S3Settings settings, S3Timeouts timeouts, S3Parts parts) {
        this.s3 = S3Clients.create(settings, timeouts);
        this.bucket = settings.bucket();
        this.prefix = settings.prefix().isEmpty() ? "" : settings.prefix() + "/";
        this.timeouts = timeouts;
        this.parts = parts;
        this.abandoned = new AbandonedUploads(s3, bucket, prefix);
    }

    @Override
    public ArtifactRef put(ArtifactKey key, Path file) {
        try {
            return parts.applyTo(Files.size(file)) ? putParts(key, file) : putWhole(key, file);
        } catch (IOException e) {
            throw new StorageFailure(
                    "cannot store %s: cannot read %s: %s".formatted(address(key), file, FileFailures.explain(e)), e);
        } catch (UncheckedIOException e) {
            throw new StorageFailure("cannot store %s: %s".formatted(address(key), e.getMessage()), e);
        } catch (SdkException e) {
            throw failure("store", key, e);
        }
    }

    private ArtifactRef putWhole(ArtifactKey key, Path file) throws IOException {
        Digest sha256 = Sha256.of(file);
        long size = Files.size(file);
        retryingConflicts(
                key,
                () -> s3.putObject(
                        request -> request.bucket(bucket)
                                .key(path(key))
                                .checksumSHA256(base64(sha256))
                                .overrideConfiguration(call -> call.apiCallTimeout(timeouts.transfer(size))),
                        RequestBody.fromFile(file)));
        return new ArtifactRef(key, sha256, size);
    }

    private ArtifactRef putParts(ArtifactKey key, Path file) throws IOException {
        abandoned.removeBeside(key);
        PartedFile parted = PartedFile.read(file, parts.partBytes(Files.size(file)));
        retryingConflicts(key, () -> {
            new MultipartUpload(s3, bucket, timeouts).store(path(key), parted);
            return parted;
        });
        return new ArtifactRef(key, parted.sha256(), parted.size());
    }

    @Override
    public Optional<byte[]> putIfAbsent(ArtifactKey key, byte[] content) {
        try {
            retryingConflicts(
                    key,
                    () -> s3.putObject(
                            request -> request.bucket(bucket)
                                    .key(path(key))
                                    .ifNoneMatch("*")
                                    .checksumSHA256(base64(Sha256.of(content))),
                            RequestBody.fromBytes(content)));
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == 412) {
                return standing(key, content);
            }
            throw failure("commit", key, e);
        } catch (SdkException e) {
            throw failure("commit", key, e);
        }
    }

    private <T> T retryingConflicts(ArtifactKey key, Supplier<T> write) {
        for (int attempt = 1; ; attempt++) {
            try {
                return write.get();
            } catch (S3Exception e) {
                if (e.statusCode() != 409 || attempt == CONFLICT_TRIES) {
                    throw e;
                }
                pauseAfterConflict(key, attempt);
            }
        }
    }

    private void pauseAfterConflict(ArtifactKey key, int attempt) {
        try {
            Thread.sleep(CONFLICT_PAUSE_MILLIS << (attempt - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageFailure("interrupted while storing %s".formatted(address(key)), e);
        }
    }

    /**
     * What stands at the key, unless it is our own: the SDK retries, and a retry meets its own first write. A server may
     * refuse for a write that has only begun, and show what was written a moment later.
     */
    private Optional<byte[]> standing(ArtifactKey key, byte[] ours) {
        Optional<byte[]> standing = read(key);
        for (int attempt = 1; standing.isEmpty() && attempt < CONFLICT_TRIES; attempt++) {
            pauseAfterConflict(key, attempt);
            standing = read(key);
        }
        if (standing.isEmpty()) {
            throw new StorageFailure(
                    "cannot commit %s: refused as existing, but nothing is there; try again".formatted(address(key)));
        }
        return standing.filter(theirs -> !Arrays.equals(theirs, ours));
    }

    @Override
    public Optional<byte[]> read(ArtifactKey key) {
        try {
            byte[] content =
                    s3.getObject(request -> request.bucket(bucket).key(path(key)), BoundedRead.bytes(MOST_BYTES_READ));
            if (content.length > MOST_BYTES_READ) {
                throw new StorageFailure(
                        "%s is longer than %d bytes; expected a small object".formatted(address(key), MOST_BYTES_READ));
            }
            return Optional.of(content);
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failure("read", key, e);
        }
    }

    @Override
    public void delete(ArtifactKey key) {
        try {
            s3.deleteObject(request -> request.bucket(bucket).key(path(key)));
        } catch (NoSuchKeyException e) {
            LOG.debug("{} is not there", key);
        } catch (SdkException e) {
            throw failure("remove", key, e);
        }
    }

    @Override
    public boolean holds(ArtifactRef ref) {
        try {
            var head = s3.headObject(request -> request.bucket(bucket).key(path(ref.key())));
            return Objects.equals(head.contentLength(), ref.size());
        } catch (NoSuchKeyException e) {
            return false;
        } catch (SdkException e) {
            throw failure("look up", ref.key(), e);
        }
    }

    @Override
    public void download(ArtifactRef ref, Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try {
                fetch(ref, part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (NoSuchKeyException e) {
            throw new StorageFailure("%s is not there".formatted(address(ref.key())), e);
        } catch (SdkException e) {
            throw failure("fetch", ref.key(), e);
        } catch (IOException e) {
            throw new StorageFailure(
                    "cannot fetch %s into %s: %s".formatted(address(ref.key()), target, FileFailures.explain(e)), e);
        }
    }

    private void fetch(ArtifactRef ref, Path part) throws IOException {
        long size = s3.getObject(
                request -> request.bucket(bucket)
                        .key(path(ref.key()))
                        .overrideConfiguration(call -> call.apiCallTimeout(timeouts.transfer(ref.size()))),
                BoundedRead.file(part, ref.size()));
        if (size != ref.size()) {
            String found = size > ref.size() ? "more" : Long.toString(size);
            throw new StorageFailure(
                    "%s is damaged: it has %s bytes, expected %d".formatted(address(ref.key()), found, ref.size()));
        }
        Digest sha256 = Sha256.of(part);
        if (!sha256.equals(ref.sha256())) {
            throw new StorageFailure("%s is damaged: its SHA-256 is %s, expected %s"
                    .formatted(address(ref.key()), sha256, ref.sha256()));
        }
    }

    @Override
    public List<ArtifactKey> list(ArtifactKey folder) {
        try {
            return s3
                    .listObjectsV2Paginator(request -> request.bucket(bucket).prefix(path(folder) + "/"))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .flatMap(key -> ours(key).stream())
                    .sorted(Comparator.comparing(ArtifactKey::path))
                    .toList();
        } catch (SdkException e) {
            throw failure("list", folder, e);
        }
    }

    /** Empty for what others put there, such as the empty objects that stand for folders in consoles. */
    private Optional<ArtifactKey> ours(String key) {
        try {
            return Optional.of(new ArtifactKey(key.substring(prefix.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String address(ArtifactKey key) {
        return "s3://" + bucket + "/" + path(key);
    }

    @Override
    public void close() {
        s3.close();
    }

    private String path(ArtifactKey key) {
        return prefix + key.path();
    }

    private static String base64(Digest digest) {
        return Base64.getEncoder().encodeToString(digest.bytes());
    }

    private StorageFailure failure(String verb, ArtifactKey key, SdkException cause) {
        return new StorageFailure("cannot %s %s: %s".formatted(verb, address(key), S3Failures.explain(cause)), cause);
    }
}
