package dev.r3.infra.s3;

import static dev.r3.infra.s3.FakeS3.broken;
import static dev.r3.infra.s3.FakeS3.error;
import static dev.r3.infra.s3.FakeS3.head;
import static dev.r3.infra.s3.FakeS3.object;
import static dev.r3.infra.s3.FakeS3.status;
import static dev.r3.infra.s3.FakeS3.stream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.infra.s3.FakeS3.Answer;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class S3ReadingTest {

    private static final ArtifactKey KEY = ArtifactKey.of("data", "tasks.jsonl");
    private static final ArtifactRef REF = new ArtifactRef(KEY, Sha256.of("12345".getBytes(UTF_8)), 5);

    @TempDir
    Path folder;

    private FakeS3 server;
    private S3ArtifactStore store;

    @BeforeEach
    void start() throws IOException {
        server = new FakeS3();
        store = server.store();
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void fetchesAWholeObject() throws IOException {
        server.answering(object("12345"));
        Path target = Files.writeString(folder.resolve("tasks.jsonl"), "old");
        store.download(REF, target);
        assertThat(target).hasContent("12345");
        assertThat(files()).containsExactly(target);
    }

    @Test
    void aConnectionThatBreaksOnceIsTriedAgain() {
        server.answering(broken("123", 5), object("12345"));
        Path target = folder.resolve("tasks.jsonl");
        store.download(REF, target);
        assertThat(target).hasContent("12345");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaidSoAndTheNextTryGoesOn() throws IOException {
        server.answering(object("12345"));
        Path target = folder.resolve("tasks.jsonl");
        // Where it is written at first: a device that is always full.
        Files.createSymbolicLink(folder.resolve("tasks.jsonl.part"), Path.of("/dev/full"));
        assertThatThrownBy(() -> store.download(REF, target))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("cannot write " + folder.resolve("tasks.jsonl.part") + ": No space left")
                .hasMessageContaining("MiB are free in " + folder);
        assertThat(files()).isEmpty();
        assertThat(server.requests()).as("no retry, which would not help").hasSize(1);
        store.download(REF, target);
        assertThat(target).hasContent("12345");
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                Arguments.of("other content", object("54321"), "is damaged: its SHA-256 is"),
                Arguments.of("shorter", object("123"), "is damaged: it has 3 bytes, expected 5"),
                Arguments.of("longer", object("1234567"), "is damaged: it has more bytes, expected 5"),
                Arguments.of("endless", stream(Long.MAX_VALUE), "is damaged: it has more bytes, expected 5"),
                Arguments.of("broken off", broken("123", 5), "the answer broke off"),
                Arguments.of("missing", error(404, "NoSuchKey"), "is not there"),
                Arguments.of("an error", error(500, "InternalError"), "HTTP 500"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void aDamagedDownloadLeavesNothingBehind(String name, Answer answer, String expected) throws IOException {
        server.answering(answer);
        Files.writeString(folder.resolve("tasks.jsonl.part"), "left by a killed worker");
        assertThatThrownBy(() -> store.download(REF, folder.resolve("tasks.jsonl")))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("s3://bucket/r3/data/tasks.jsonl")
                .hasMessageContaining(expected);
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsNotTheServersFault() {
        server.answering(object("12345"));
        assertThatThrownBy(() -> store.download(REF, folder.resolve("absent/tasks.jsonl")))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("cannot write")
                .hasMessageContaining("absent")
                .hasMessageNotContaining("does not answer");
        assertThat(server.requests()).hasSize(1);
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of("its size", head("5"), true),
                Arguments.of("another size", head("6"), false),
                Arguments.of("not there", status(404), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("heads")
    void holdsAnObjectOfItsSize(String name, Answer answer, boolean expected) {
        server.answering(answer);
        assertThat(store.holds(REF)).isEqualTo(expected);
    }

    static Stream<Arguments> objects() {
        return Stream.of(
                Arguments.of("small", object("12345"), 5),
                Arguments.of("empty", object(""), 0),
                Arguments.of("without a declared length", stream(1 << 16), 1 << 16),
                Arguments.of("as long as may be", stream(16 << 20), 16 << 20));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void readsSmallObjects(String name, Answer answer, int length) {
        server.answering(answer);
        assertThat(store.read(KEY))
                .hasValueSatisfying(content -> assertThat(content).hasSize(length));
    }

    @Test
    void readsNothingWhereNothingIs() {
        server.answering(error(404, "NoSuchKey"));
        assertThat(store.read(KEY)).isEmpty();
    }

    @Test
    void readsNoHalfObject() {
        server.answering(broken("half", 9));
        assertThatThrownBy(() -> store.read(KEY))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("the answer broke off");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void readsNoEndlessObject() {
        server.answering(stream(Long.MAX_VALUE));
        assertThatThrownBy(() -> store.read(KEY))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("s3://bucket/r3/data/tasks.jsonl is longer than 16777216 bytes");
    }

    @Test
    void listsAllPagesSortedWithoutWhatOthersPutThere() {
        server.answering(
                object(page("<IsTruncated>true</IsTruncated><NextContinuationToken>next</NextContinuationToken>"
                        + key("r3/data/b") + key("r3/data/"))),
                object(page("<IsTruncated>false</IsTruncated>" + key("r3/data/a/c") + key("r3/data/no key"))));
        assertThat(store.list(ArtifactKey.of("data")))
                .containsExactly(ArtifactKey.of("data", "a", "c"), ArtifactKey.of("data", "b"));
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.query()).contains("prefix=r3/data/"));
        assertThat(server.requests().get(1).query()).contains("continuation-token=next");
    }

    private static String page(String content) {
        return "<ListBucketResult>" + content + "</ListBucketResult>";
    }

    private static String key(String key) {
        return "<Contents><Key>" + key + "</Key><Size>1</Size></Contents>";
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
