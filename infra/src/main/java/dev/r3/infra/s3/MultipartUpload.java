package dev.r3.infra.s3;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;

/**
 * Stores a file in parts, each of which the server checks against its SHA-256. The object appears when the last part is
 * there and the upload is completed; an upload that fails is aborted, so that no part of it stays.
 */
final class MultipartUpload {
    private static final Logger LOG = LoggerFactory.getLogger(MultipartUpload.class);

    /** Of the whole file: S3's own checksum of an object in parts is one of the parts' checksums. */
    private static final String WHOLE = "r3-sha256";

    private final S3Client s3;
    private final String bucket;
    private final S3Timeouts timeouts;

    MultipartUpload(S3Client s3, String bucket, S3Timeouts timeouts) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.timeouts = requireNonNull(timeouts, "timeouts is null");
    }

    /**
     * Stores a file.
     *
     * @throws SdkException if it could not be stored; nothing of it is left then
     */
    void store(String key, PartedFile file) {
        String upload = s3.createMultipartUpload(request -> request.bucket(bucket)
                        .key(key)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .metadata(Map.of(WHOLE, file.sha256().hex())))
                .uploadId();
        boolean stored = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (FilePart part : file.parts()) {
                parts.add(send(key, upload, file, part));
            }
            complete(key, upload, file, parts);
            stored = true;
        } finally {
            if (!stored) {
                abort(key, upload);
            }
        }
    }

    private CompletedPart send(String key, String upload, PartedFile file, FilePart part) {
        try (FileRange range = new FileRange(file.path(), part)) {
            String etag = s3.uploadPart(
                            request -> request.bucket(bucket)
                                    .key(key)
                                    .uploadId(upload)
                                    .partNumber(part.number())
                                    .checksumSHA256(base64(part.sha256()))
                                    .overrideConfiguration(call -> call.apiCallTimeout(timeouts.transfer(part.size()))),
                            RequestBody.fromContentProvider(range, part.size(), "application/octet-stream"))
                    .eTag();
            return CompletedPart.builder()
                    .partNumber(part.number())
                    .eTag(etag)
                    .checksumSHA256(base64(part.sha256()))
                    .build();
        }
    }

    private void complete(String key, String upload, PartedFile file, List<CompletedPart> parts) {
        Optional<String> checksum;
        try {
            checksum = Optional.ofNullable(s3.completeMultipartUpload(request -> request.bucket(bucket)
                            .key(key)
                            .uploadId(upload)
                            .multipartUpload(all -> all.parts(parts))
                            // Servers put the parts together before they answer: as long as reading them takes.
                            .overrideConfiguration(call -> call.apiCallTimeout(timeouts.transfer(file.size()))))
                    .checksumSHA256());
        } catch (SdkException e) {
            // The answer can get lost; its retry meets an upload that is no more.
            if (stands(key, file)) {
                return;
            }
            throw e;
        }
        String expected = file.compositeChecksum();
        if (!checksum.map(expected::equals).orElseGet(() -> stands(key, file))) {
            throw SdkClientException.create("the server put its parts together wrongly: its checksum is %s, expected %s"
                    .formatted(checksum.orElse("unknown"), expected));
        }
    }

    /** Whether the object is there as it should be, for when the server's answer does not say it. */
    private boolean stands(String key, PartedFile file) {
        try {
            HeadObjectResponse head =
                    s3.headObject(request -> request.bucket(bucket).key(key));
            String whole = file.sha256().hex();
            return Objects.equals(head.contentLength(), file.size())
                    && head.metadata().getOrDefault(WHOLE, whole).equals(whole);
        } catch (NoSuchKeyException e) {
            return false;
        } catch (SdkException e) {
            LOG.debug("cannot tell whether {} was completed", key, e);
            return false;
        }
    }

    private void abort(String key, String upload) {
        // An interrupted thread's calls fail at once.
        boolean interrupted = Thread.interrupted();
        try {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (NoSuchUploadException e) {
            LOG.debug("nothing is left of the upload of {}", key);
        } catch (SdkException e) {
            LOG.warn(
                    "the parts of {} could not be removed ({}); {}",
                    key,
                    S3Failures.explain(e),
                    AbandonedUploads.REMEDY);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String base64(Digest digest) {
        return Base64.getEncoder().encodeToString(digest.bytes());
    }
}
