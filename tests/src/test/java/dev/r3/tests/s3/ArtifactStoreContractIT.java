package dev.r3.tests.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.infra.local.ArtifactsEndpoint;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.S3Settings.Credentials;
import dev.r3.tests.server.RealServer;
import dev.r3.tests.server.WhatRan;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an artifact store promises, kept on each real S3 server that can be had. */
class ArtifactStoreContractIT {
    private static final String NAME = "artifact store";
    private static final long LARGE = (3L << 26) + 12345;

    @TempDir
    static Path folder;

    private static final Map<RealServer, RealServer.Running> RUNNING = new EnumMap<>(RealServer.class);
    private static final Map<RealServer, String> ABSENT = new EnumMap<>(RealServer.class);

    private final ArtifactKey place =
            ArtifactKey.of("contract", UUID.randomUUID().toString());

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        for (RealServer server : RealServer.values()) {
            try {
                RUNNING.put(server, server.start(folder.resolve(server.name())));
                WhatRan.against(server.title(), NAME);
            } catch (RealServer.AbsentException e) {
                ABSENT.put(server, String.valueOf(e.getMessage()));
                WhatRan.without(server.title(), NAME, String.valueOf(e.getMessage()));
            }
        }
    }

    @AfterAll
    static void end() {
        RUNNING.values().forEach(RealServer.Running::close);
    }

    private static ArtifactsEndpoint endpoint(RealServer server) {
        RealServer.Running running = RUNNING.get(server);
        if (running == null) {
            Assumptions.abort(server.title() + " could not be had: " + ABSENT.get(server));
        }
        return Objects.requireNonNull(running).endpoint();
    }

    private static S3ArtifactStore store(RealServer server) {
        return new S3ArtifactStore(endpoint(server).settings());
    }

    @ParameterizedTest
    @EnumSource
    void ofManyCommitsOneWinsAndTheOthersSeeIt(RealServer server) throws Exception {
        try (S3ArtifactStore store = store(server)) {
            ArtifactKey key = place.resolve("manifest.json");
            List<Callable<Optional<byte[]>>> tries = IntStream.range(0, 8)
                    .<Callable<Optional<byte[]>>>mapToObj(i -> () -> store.putIfAbsent(key, bytes("try " + i)))
                    .toList();
            List<Optional<byte[]>> outcomes = inParallel(tries);

            byte[] winner = store.read(key).orElseThrow();
            assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Optional::isPresent)
                    .allSatisfy(seen -> assertThat(seen).hasValue(winner));
            assertThat(store.putIfAbsent(key, winner)).as("one's own again").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesComeBackAsTheyWent(RealServer server) throws IOException {
        try (S3ArtifactStore store = store(server)) {
            for (int size : new int[] {0, 1, 70_000}) {
                Path file = random("file-" + size, size);
                ArtifactRef ref = store.put(place.resolve("file"), file);
                assertThat(ref).isEqualTo(new ArtifactRef(place.resolve("file"), Sha256.of(file), size));
                assertThat(store.holds(ref)).isTrue();
                Path back = folder.resolve("back-" + size);
                store.download(ref, back);
                assertThat(back).hasSameBinaryContentAs(file);
                store.delete(ref.key());
                store.delete(ref.key());
                assertThat(store.holds(ref)).isFalse();
            }
            assertThat(store.holds(new ArtifactRef(place.resolve("file"), Sha256.of(bytes("")), 3)))
                    .isFalse();
            assertThat(store.holds(new ArtifactRef(place.resolve("none"), Sha256.of(bytes("")), 0)))
                    .isFalse();
            assertThat(store.read(place.resolve("none"))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeFileGoesInPartsAndLeavesNone(RealServer server) throws IOException {
        try (S3ArtifactStore store = store(server);
                RawBucket bucket = RawBucket.of(endpoint(server))) {
            Path file = random("large", LARGE);
            ArtifactRef ref = store.put(place.resolve("large"), file);
            assertThat(ref.size()).isEqualTo(LARGE);
            assertThat(bucket.etag(ref.key())).as("stored in four parts").endsWith("-4");
            Path back = folder.resolve("large-back");
            store.download(ref, back);
            assertThat(back).hasSameBinaryContentAs(file);
            Files.delete(back);
            assertThat(bucket.unfinishedUploads()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUploadThatFailsLeavesNothing(RealServer server) throws Exception {
        try (S3ArtifactStore store = store(server);
                RawBucket bucket = RawBucket.of(endpoint(server))) {
            Path file = random("cut", LARGE);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<ArtifactRef> put = thread.submit(() -> store.put(place.resolve("cut"), file));
                awaitUpload(bucket, put);
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(1);
                }
                assertThatThrownBy(put::get)
                        .hasCauseInstanceOf(StorageFailure.class)
                        .hasMessageContaining("cannot store s3://");
            } finally {
                thread.shutdownNow();
            }
            assertThat(bucket.unfinishedUploads()).isEmpty();
            assertThat(store.list(place)).isEmpty();
        }
    }

    private static void awaitUpload(RawBucket bucket, Future<?> put) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (bucket.unfinishedUploads().isEmpty()) {
            assertThat(put.isDone()).isFalse();
            assertThat(System.nanoTime() - deadline).isNegative();
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theServerChecksWhatItGets(RealServer server) {
        try (RawBucket bucket = RawBucket.of(endpoint(server))) {
            assertThatThrownBy(() -> bucket.client()
                            .putObject(
                                    request -> request.bucket(bucket.name())
                                            .key("wrong")
                                            .checksumSHA256(RawBucket.checksum("other")),
                                    RequestBody.fromString("content")))
                    .isInstanceOf(S3Exception.class)
                    .satisfies(e -> assertThat(((S3Exception) e).statusCode()).isEqualTo(400));
            String upload = bucket.client()
                    .createMultipartUpload(request ->
                            request.bucket(bucket.name()).key("wrong").checksumAlgorithm(ChecksumAlgorithm.SHA256))
                    .uploadId();
            assertThatThrownBy(() -> bucket.client()
                            .uploadPart(
                                    request -> request.bucket(bucket.name())
                                            .key("wrong")
                                            .uploadId(upload)
                                            .partNumber(1)
                                            .checksumSHA256(RawBucket.checksum("other")),
                                    RequestBody.fromString("content")))
                    .isInstanceOf(S3Exception.class)
                    .satisfies(e -> assertThat(((S3Exception) e).statusCode()).isEqualTo(400));
            bucket.client()
                    .abortMultipartUpload(request ->
                            request.bucket(bucket.name()).key("wrong").uploadId(upload));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDamagedMeanwhileIsRefused(RealServer server) throws IOException {
        try (S3ArtifactStore store = store(server);
                RawBucket bucket = RawBucket.of(endpoint(server))) {
            ArtifactRef ref = store.put(place.resolve("file"), Files.writeString(folder.resolve("whole"), "12345"));
            bucket.client()
                    .putObject(
                            request ->
                                    request.bucket(bucket.name()).key(ref.key().path()),
                            RequestBody.fromString("54321"));
            Path target = folder.resolve("damaged");
            assertThatThrownBy(() -> store.download(ref, target))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining("is damaged");
            assertThat(target).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource
    void wrongCredentialsAreSaidSo(RealServer server) {
        ArtifactsEndpoint right = endpoint(server);
        ArtifactsEndpoint wrong = new ArtifactsEndpoint(
                right.endpoint(),
                right.bucket(),
                right.region(),
                new Credentials(right.credentials().accessKey(), "wrong-secret"));
        try (S3ArtifactStore store = new S3ArtifactStore(wrong.settings())) {
            assertThatThrownBy(() -> store.putIfAbsent(place.resolve("manifest.json"), bytes("x")))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining("access denied")
                    .hasMessageContaining("check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
    }

    @ParameterizedTest
    @EnumSource
    void allKeysOfAFolderAreListedInOrder(RealServer server) throws Exception {
        try (S3ArtifactStore store = store(server)) {
            List<ArtifactKey> keys = IntStream.range(0, 1_010)
                    .mapToObj(i -> place.resolve("many/part-%04d/a-file_1.json".formatted(i)))
                    .toList();
            List<Callable<Optional<byte[]>>> puts = new ArrayList<>();
            keys.forEach(key -> puts.add(() -> store.putIfAbsent(key, bytes(key.path()))));
            inParallel(puts);
            store.putIfAbsent(place.resolve("many-others"), bytes("not in the folder"));
            assertThat(store.list(place.resolve("many"))).isEqualTo(keys);
            assertThat(store.list(place.resolve("none"))).isEmpty();
        }
    }

    private static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Path random(String name, long size) throws IOException {
        Path file = folder.resolve(name);
        Random random = new Random(size);
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < size; written += piece.length) {
                random.nextBytes(piece);
                out.write(piece, 0, (int) Math.min(piece.length, size - written));
            }
        }
        return file;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
