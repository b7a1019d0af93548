package dev.r3.infra.s3;

import static dev.r3.infra.s3.FakeS3.broken;
import static dev.r3.infra.s3.FakeS3.error;
import static dev.r3.infra.s3.FakeS3.object;
import static dev.r3.infra.s3.FakeS3.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.infra.s3.FakeS3.Answer;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes over the wire when a file of 1,001 bytes is stored in parts of 400. */
@Timeout(15)
class S3MultipartTest {
    private static final ArtifactKey KEY = ArtifactKey.of("stages", "model.safetensors");
    private static final String NO_UPLOADS = "<ListMultipartUploadsResult></ListMultipartUploadsResult>";
    private static final Answer LISTED = object(NO_UPLOADS);
    private static final Answer CREATED =
            object("<InitiateMultipartUploadResult><UploadId>the-upload</UploadId></InitiateMultipartUploadResult>");
    private static final Answer PART = status(200);
    private static final Answer GONE = error(404, "NoSuchUpload");
    private static final Answer REMOVED = status(204);

    private static final List<String> SENT = List.of("LIST", "CREATE", "PART 1", "PART 2", "PART 3", "COMPLETE");

    @TempDir
    Path folder;

    private static final byte[] CONTENT = content();
    private static final Answer COMPLETED = object("""
            <CompleteMultipartUploadResult><ChecksumSHA256>%s</ChecksumSHA256></CompleteMultipartUploadResult>""".formatted(compositeChecksum()));

    private FakeS3 server;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        server = new FakeS3();
        file = Files.write(folder.resolve("model.safetensors"), CONTENT);
    }

    private static byte[] content() {
        byte[] content = new byte[1001];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }
        return content;
    }

    /** As S3 has it: of the parts' digests, with their number. */
    private static String compositeChecksum() {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        for (int from = 0; from < CONTENT.length; from += 400) {
            byte[] part = Arrays.copyOfRange(CONTENT, from, Math.min(from + 400, CONTENT.length));
            digests.writeBytes(Sha256.of(part).bytes());
        }
        byte[] composite = Sha256.of(digests.toByteArray()).bytes();
        return Base64.getEncoder().encodeToString(composite) + "-3";
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer head(String sha256) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "1001");
            exchange.getResponseHeaders().set("x-amz-meta-r3-sha256", sha256);
            exchange.sendResponseHeaders(200, -1);
        };
    }

    @Test
    void aBigFileGoesInParts() throws IOException {
        server.answering(LISTED, CREATED, PART, PART, PART, COMPLETED);
        try (S3ArtifactStore store = server.store()) {
            assertThat(store.put(KEY, file)).isEqualTo(new ArtifactRef(KEY, Sha256.of(file), 1001));
        }
        assertThat(calls()).isEqualTo(SENT);
    }

    @Test
    void aFileOfTheBoundGoesInOnePiece() throws IOException {
        server.answering(status(200));
        try (S3ArtifactStore store = server.store()) {
            store.put(KEY, Files.write(folder.resolve("small"), new byte[1000]));
        }
        assertThat(server.requests()).extracting(FakeS3.Request::query).containsExactly("null");
    }

    static Stream<Arguments> failures() {
        Answer refused = error(400, "BadDigest");
        return Stream.of(
                Arguments.of("a part is refused", List.of(PART, refused), List.of("PART 1", "PART 2"), "HTTP 400"),
                Arguments.of(
                        "completion is refused, and nothing stands there",
                        List.of(PART, PART, PART, error(400, "InvalidPart"), error(404, "NoSuchKey")),
                        List.of("PART 1", "PART 2", "PART 3", "COMPLETE", "HEAD"),
                        "HTTP 400"),
                Arguments.of(
                        "it is put together wrongly",
                        List.of(
                                PART,
                                PART,
                                PART,
                                object("<CompleteMultipartUploadResult><ChecksumSHA256>eA==-3</ChecksumSHA256>"
                                        + "</CompleteMultipartUploadResult>")),
                        List.of("PART 1", "PART 2", "PART 3", "COMPLETE"),
                        "put its parts together wrongly"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void aFailureAborts(String name, List<Answer> script, List<String> parts, String message) {
        List<Answer> answers = new ArrayList<>(List.of(LISTED, CREATED));
        answers.addAll(script);
        answers.add(REMOVED);
        server.answering(answers.toArray(Answer[]::new));
        try (S3ArtifactStore store = server.store()) {
            assertThatThrownBy(() -> store.put(KEY, file))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining("cannot store s3://bucket/r3/stages/model.safetensors")
                    .hasMessageContaining(message);
        }
        List<String> expected = new ArrayList<>(List.of("LIST", "CREATE"));
        expected.addAll(parts);
        expected.add("ABORT");
        assertThat(calls()).isEqualTo(expected);
    }

    @Test
    void aPartIsSentAgain() throws IOException {
        server.answering(LISTED, CREATED, PART, error(503, "SlowDown"), PART, PART, COMPLETED);
        try (S3ArtifactStore store = server.store()) {
            store.put(KEY, file);
        }
        assertThat(calls()).containsExactly("LIST", "CREATE", "PART 1", "PART 2", "PART 2", "PART 3", "COMPLETE");
    }

    @Test
    void aCompletionWhoseAnswerWasLostIsFoundDone() throws IOException {
        server.answering(
                LISTED,
                CREATED,
                PART,
                PART,
                PART,
                error(500, "InternalError"),
                GONE,
                head(Sha256.of(file).hex()));
        try (S3ArtifactStore store = server.store()) {
            assertThat(store.put(KEY, file).size()).isEqualTo(1001);
        }
        assertThat(calls()).endsWith("PART 3", "COMPLETE", "COMPLETE", "HEAD");
    }

    /** JDK 17's client takes a connection that is closed early for the end of the answer. */
    @Test
    void aCompletionWhoseAnswerBrokeOffIsLookedAfter() throws IOException {
        server.answering(
                LISTED,
                CREATED,
                PART,
                PART,
                PART,
                broken("", 5),
                head(Sha256.of(file).hex()));
        try (S3ArtifactStore store = server.store()) {
            assertThat(store.put(KEY, file).size()).isEqualTo(1001);
        }
        assertThat(calls()).endsWith("COMPLETE", "HEAD");
    }

    @Test
    void anothersObjectIsNotTakenForOurs() {
        server.answering(LISTED, CREATED, PART, PART, PART, GONE, head("00"), GONE);
        try (S3ArtifactStore store = server.store()) {
            assertThatThrownBy(() -> store.put(KEY, file)).isInstanceOf(StorageFailure.class);
        }
        assertThat(calls()).endsWith("COMPLETE", "HEAD", "ABORT");
    }

    @Test
    void anInterruptAborts() {
        Thread tester = Thread.currentThread();
        server.answering(
                LISTED,
                CREATED,
                exchange -> {
                    PART.to(exchange);
                    exchange.close();
                    tester.interrupt();
                },
                REMOVED);
        try (S3ArtifactStore store = server.store()) {
            assertThatThrownBy(() -> store.put(KEY, file)).isInstanceOf(StorageFailure.class);
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls()).endsWith("ABORT");
    }

    @Test
    void aFileThatIsCutShortMeanwhileIsAFailureOfTheFile() {
        server.answering(
                LISTED,
                exchange -> {
                    Files.write(file, new byte[10]);
                    CREATED.to(exchange);
                },
                REMOVED);
        try (S3ArtifactStore store = server.store()) {
            assertThatThrownBy(() -> store.put(KEY, file))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining("cannot read " + file)
                    .hasMessageContaining("it became shorter");
        }
        assertThat(calls()).endsWith("ABORT");
    }

    @Test
    void aConflictStartsAnew() throws IOException {
        server.answering(
                LISTED,
                CREATED,
                PART,
                PART,
                PART,
                error(409, "OperationAborted"),
                error(404, "NoSuchKey"),
                REMOVED,
                CREATED,
                PART,
                PART,
                PART,
                COMPLETED);
        try (S3ArtifactStore store = server.store()) {
            store.put(KEY, file);
        }
        assertThat(calls()).endsWith("ABORT", "CREATE", "PART 1", "PART 2", "PART 3", "COMPLETE");
    }

    @Test
    void partsThatAKilledProcessLeftAreRemovedOnce() throws IOException {
        String first = """
                <ListMultipartUploadsResult>
                  %s%s%s
                  <IsTruncated>true</IsTruncated>
                  <NextKeyMarker>r3/stages/new</NextKeyMarker><NextUploadIdMarker>the-new</NextUploadIdMarker>
                </ListMultipartUploadsResult>""".formatted(upload("r3/stages/old", 8), upload("r3/stages/new", 6), upload("r3/others", 8));
        String second =
                "<ListMultipartUploadsResult>%s</ListMultipartUploadsResult>".formatted(upload("r3/stages/older", 9));
        server.answering(
                object(first),
                REMOVED,
                object(second),
                REMOVED,
                CREATED,
                PART,
                PART,
                PART,
                COMPLETED,
                CREATED,
                PART,
                PART,
                PART,
                COMPLETED);
        try (S3ArtifactStore store = server.store()) {
            store.put(KEY, file);
            store.put(KEY, file);
        }
        assertThat(calls())
                .startsWith("LIST", "ABORT", "LIST", "ABORT", "CREATE")
                .filteredOn("LIST"::equals)
                .hasSize(2);
        assertThat(server.requests().get(0).query()).contains("prefix=r3/stages/");
        assertThat(server.requests().get(1).path()).isEqualTo("/bucket/r3/stages/old");
        assertThat(server.requests().get(2).query())
                .contains("prefix=r3/stages/")
                .contains("key-marker=r3/stages/new")
                .contains("upload-id-marker=the-new");
        assertThat(server.requests().get(3).path()).isEqualTo("/bucket/r3/stages/older");
    }

    /** As a server lists it. */
    private static String upload(String key, int days) {
        return "<Upload><Key>%s</Key><UploadId>id</UploadId><Initiated>%s</Initiated></Upload>"
                .formatted(key, Instant.now().minus(Duration.ofDays(days)));
    }

    @Test
    void aServerThatListsNoUploadsTakesThemAllTheSame() throws IOException {
        server.answering(error(403, "AccessDenied"), CREATED, PART, PART, PART, COMPLETED);
        try (S3ArtifactStore store = server.store()) {
            store.put(KEY, file);
        }
        assertThat(calls()).isEqualTo(SENT);
    }

    private List<String> calls() {
        return server.requests().stream().map(S3MultipartTest::call).toList();
    }

    private static String call(FakeS3.Request request) {
        return switch (request.method()) {
            case "GET" -> "LIST";
            case "HEAD" -> "HEAD";
            case "DELETE" -> "ABORT";
            case "POST" -> request.query().contains("uploadId=the-upload") ? "COMPLETE" : "CREATE";
            default -> "PART " + request.query().replaceAll(".*partNumber=(\\d+).*", "$1");
        };
    }
}
