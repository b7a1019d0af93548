package dev.r3.infra.s3;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ArtifactKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;

/**
 * Removes the parts that killed processes left: nobody sees them, but they take space. Their age is told by the server's
 * clock alone, so that this machine's may be wrong. Only those below a folder that R3 itself writes into are looked at: the
 * bucket may have other owners.
 */
final class AbandonedUploads {
    static final String REMEDY = "a later upload removes them once they are a week old";

    /** Much longer than an upload takes. One that is removed too soon fails and is tried again. */
    private static final Duration AGE = Duration.ofDays(7);

    /** Of a thousand each. What is on later ones is left to a later process. */
    private static final int MOST_PAGES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedUploads.class);

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final Set<String> looked = ConcurrentHashMap.newKeySet();

    AbandonedUploads(S3Client s3, String bucket, String prefix) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.bucket = requireNonNull(bucket, "bucket is null");
        this.prefix = requireNonNull(prefix, "prefix is null");
    }

    /**
     * Looks for some in the outermost folder that a key is in, the first time it is called for that. It is housekeeping: a
     * server that refuses it is no failure.
     */
    void removeBeside(ArtifactKey key) {
        String folder = prefix + key.path().substring(0, key.path().indexOf('/') + 1);
        if (!looked.add(folder)) {
            return;
        }
        try {
            removeBelow(folder);
        } catch (SdkException e) {
            LOG.info("abandoned uploads cannot be looked for: {}", S3Failures.explain(e));
        }
    }

    private void removeBelow(String folder) {
        ListMultipartUploadsResponse found =
                s3.listMultipartUploads(request -> request.bucket(bucket).prefix(folder));
        remove(found, folder);
        for (int page = 1; page < MOST_PAGES && Boolean.TRUE.equals(found.isTruncated()); page++) {
            ListMultipartUploadsResponse before = found;
            found = s3.listMultipartUploads(request -> request.bucket(bucket)
                    .prefix(folder)
                    .keyMarker(before.nextKeyMarker())
                    .uploadIdMarker(before.nextUploadIdMarker()));
            remove(found, folder);
        }
    }

    private void remove(ListMultipartUploadsResponse found, String folder) {
        serverTime(found)
                .map(now -> now.minus(AGE))
                .ifPresent(before -> found.uploads().stream()
                        // Whatever a server makes of a prefix.
                        .filter(upload -> upload.key() != null && upload.key().startsWith(folder))
                        .filter(upload ->
                                upload.initiated() != null && upload.initiated().isBefore(before))
                        .forEach(upload -> {
                            s3.abortMultipartUpload(request ->
                                    request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
                            LOG.info("removed the parts of {}, left at {}", upload.key(), upload.initiated());
                        }));
    }

    private static Optional<Instant> serverTime(ListMultipartUploadsResponse answer) {
        try {
            return answer.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
