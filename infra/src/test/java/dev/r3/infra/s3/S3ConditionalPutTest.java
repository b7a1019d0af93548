package dev.r3.infra.s3;

import static dev.r3.infra.s3.FakeS3.error;
import static dev.r3.infra.s3.FakeS3.object;
import static dev.r3.infra.s3.FakeS3.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.infra.s3.FakeS3.Answer;
import dev.r3.workflows.contract.ArtifactKey;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class S3ConditionalPutTest {

    private static final ArtifactKey KEY = ArtifactKey.of("stages", "manifest.json");
    private static final byte[] OURS = "ours".getBytes(UTF_8);

    private static final Answer CONFLICT = error(409, "ConditionalRequestConflict");
    private static final Answer EXISTS = error(412, "PreconditionFailed");

    private FakeS3 server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeS3();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> scripts() {
        return Stream.of(
                Arguments.of("nothing stands there", "", List.of(status(200)), List.of("PUT")),
                Arguments.of("a conflict, then ours", "", List.of(CONFLICT, status(200)), List.of("PUT", "PUT")),
                Arguments.of(
                        "a conflict, then another's",
                        "theirs",
                        List.of(CONFLICT, EXISTS, object("theirs")),
                        List.of("PUT", "PUT", "GET")),
                Arguments.of("another's", "theirs", List.of(EXISTS, object("theirs")), List.of("PUT", "GET")),
                Arguments.of(
                        "another's, shown a moment later",
                        "theirs",
                        List.of(EXISTS, error(404, "NoSuchKey"), object("theirs")),
                        List.of("PUT", "GET", "GET")),
                Arguments.of("another's, equal to ours", "", List.of(EXISTS, object("ours")), List.of("PUT", "GET")),
                Arguments.of(
                        "a write that was answered with an error and is met by its own retry",
                        "",
                        List.of(error(500, "InternalError"), EXISTS, object("ours")),
                        List.of("PUT", "PUT", "GET")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scripts")
    void saysWhetherAnotherStoodThereBefore(String name, String standing, List<Answer> script, List<String> methods) {
        server.answering(script.toArray(Answer[]::new));
        try (S3ArtifactStore store = server.store()) {
            assertThat(store.putIfAbsent(KEY, OURS)
                            .map(content -> new String(content, UTF_8))
                            .orElse(""))
                    .isEqualTo(standing);
        }
        assertThat(server.requests()).extracting(FakeS3.Request::method).isEqualTo(methods);
        assertThat(server.requests())
                .filteredOn(request -> request.method().equals("PUT"))
                .allSatisfy(put -> {
                    assertThat(put.ifNoneMatch()).isEqualTo("*");
                    assertThat(put.path()).isEqualTo("/bucket/r3/stages/manifest.json");
                });
    }

    @Test
    void conflictsForEverFailAfterPauses() {
        server.answering(CONFLICT);
        long start = System.nanoTime();
        try (S3ArtifactStore store = server.store()) {
            assertThatThrownBy(() -> store.putIfAbsent(KEY, OURS))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining("cannot commit s3://bucket/r3/stages/manifest.json")
                    .hasMessageContaining("HTTP 409")
                    .hasMessageContaining("try again");
        }
        assertThat(server.requests()).hasSize(5);
        assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
    }

    @Test
    void refusedAsExistingWithNothingThereIsAFailureThatARetryCures() {
        server.answering(EXISTS, error(404, "NoSuchKey"));
        try (S3ArtifactStore store = server.store()) {
            assertThatThrownBy(() -> store.putIfAbsent(KEY, OURS))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessageContaining("nothing is there; try again");
        }
    }

    @Test
    void anInterruptEndsTheTries() {
        Thread tester = Thread.currentThread();
        server.answering(exchange -> {
            CONFLICT.to(exchange);
            exchange.close();
            tester.interrupt();
        });
        try (S3ArtifactStore store = server.store()) {
            assertThatThrownBy(() -> store.putIfAbsent(KEY, OURS)).isInstanceOf(StorageFailure.class);
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests()).hasSize(1);
    }
}
