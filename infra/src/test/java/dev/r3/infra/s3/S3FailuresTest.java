package dev.r3.infra.s3;

import static dev.r3.infra.s3.FakeS3.error;
import static dev.r3.infra.s3.FakeS3.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Whatever the server does, a call ends soon, and its message says what failed, where, and what to do. */
@Timeout(15)
class S3FailuresTest {

    private static final ArtifactKey KEY = ArtifactKey.of("data", "tasks.jsonl");
    private static final byte[] CONTENT = {1, 2, 3};
    private static final ArtifactRef REF = new ArtifactRef(KEY, Sha256.of(CONTENT), CONTENT.length);

    @TempDir
    static Path folder;

    /** The port's calls that need the server. */
    enum Call {
        PUT {
            @Override
            void on(S3ArtifactStore store) throws IOException {
                store.put(KEY, Files.write(folder.resolve("tasks.jsonl"), CONTENT));
            }
        },
        COMMIT {
            @Override
            void on(S3ArtifactStore store) {
                store.putIfAbsent(KEY, CONTENT);
            }
        },
        READ {
            @Override
            void on(S3ArtifactStore store) {
                store.read(KEY);
            }
        },
        LOOK_UP {
            @Override
            void on(S3ArtifactStore store) {
                store.holds(REF);
            }
        },
        FETCH {
            @Override
            void on(S3ArtifactStore store) {
                store.download(REF, folder.resolve("fetched"));
            }
        },
        LIST {
            @Override
            void on(S3ArtifactStore store) {
                store.list(KEY);
            }
        };

        abstract void on(S3ArtifactStore store) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedConnectionNamesTheEndpointsVariable(Call call) throws IOException {
        assertThat(failure(call, FakeS3.store(URI.create("http://127.0.0.1:" + freePort()))))
                .hasMessageContaining("s3://bucket/r3/data/tasks.jsonl")
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("check R3_S3_ENDPOINT");
    }

    @ParameterizedTest
    @EnumSource
    void aDeniedCallNamesTheCredentials(Call call) throws IOException {
        try (FakeS3 server = new FakeS3().answering(error(403, "SignatureDoesNotMatch"))) {
            assertThat(failure(call, server.store()))
                    .hasMessageContaining("s3://bucket/r3/data/tasks.jsonl: access denied (HTTP 403")
                    .hasMessageContaining("check AWS_ACCESS_KEY_ID");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            301, PermanentRedirect,          the bucket is elsewhere (HTTP 301 PermanentRedirect says the server); check R3_S3_REGION
            401, Unauthorized,               access denied (HTTP 401 Unauthorized says the server); check AWS_ACCESS_KEY_ID
            404, NoSuchBucket,               the bucket does not exist (HTTP 404 NoSuchBucket says the server); create it
            429, TooManyRequests,            the S3 server is overloaded (HTTP 429 TooManyRequests says the server); try again
            500, InternalError,              the S3 server failed (HTTP 500 InternalError says the server)
            501, NotImplemented,             the S3 server lacks what this needs (HTTP 501 NotImplemented says the server)
            """)
    void eachAnswerSaysWhatToDo(int status, String code, String expected) throws IOException {
        try (FakeS3 server = new FakeS3().answering(error(status, code))) {
            assertThat(failure(Call.READ, server.store()))
                    .hasMessageContaining("cannot read s3://bucket/r3/data/tasks.jsonl: " + expected);
        }
    }

    @Test
    void missingKeysAreNamedByTheirVariables() {
        SdkClientException none = SdkClientException.create(
                "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(a, b)");
        assertThat(S3Failures.explain(none))
                .isEqualTo("no keys for S3 were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                        + " or AWS_PROFILE");
    }

    @Test
    void noLogShowsTheSecret() throws IOException {
        Logger sdk = (Logger) LoggerFactory.getLogger("software.amazon.awssdk");
        Level level = sdk.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        sdk.addAppender(log);
        sdk.setAdditive(false);
        sdk.setLevel(Level.TRACE);
        try (FakeS3 server = new FakeS3().answering(error(403, "SignatureDoesNotMatch"))) {
            failure(Call.PUT, server.store());
        } finally {
            sdk.detachAppender(log);
            sdk.setAdditive(true);
            sdk.setLevel(level);
        }
        assertThat(log.list)
                .isNotEmpty()
                .noneMatch(event -> event.getFormattedMessage().contains(FakeS3.SECRET));
    }

    @Test
    void anAnswerThatIsNoS3ErrorIsStillOne() throws IOException {
        try (FakeS3 server = new FakeS3().answering(FakeS3.status(404))) {
            assertThat(failure(Call.LIST, server.store())).hasMessageContaining("HTTP 404");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSilentServerDoesNotHoldUpTheCall(Call call) throws IOException {
        try (FakeS3 server = new FakeS3().answering(silence())) {
            assertThat(failure(call, FakeS3.impatientStore(server.endpoint()))).hasMessageContaining("does not answer");
        }
    }

    @Test
    void aServerThatReadsNoUploadDoesNotHoldItUp() throws IOException {
        Path large = folder.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(64 << 20);
        }
        try (FakeS3 server = new FakeS3().answering(silence());
                S3ArtifactStore store = FakeS3.impatientStore(server.endpoint())) {
            long start = System.nanoTime();
            assertThat(catchThrowableOfType(StorageFailure.class, () -> store.put(KEY, large)))
                    .hasMessageContaining("does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws IOException {
        try (FakeS3 server = new FakeS3().answering(FakeS3.status(200));
                S3ArtifactStore store = server.store()) {
            assertThat(catchThrowableOfType(StorageFailure.class, () -> store.put(KEY, folder.resolve("absent.jsonl"))))
                    .hasMessageContaining("absent.jsonl");
            assertThat(server.requests()).isEmpty();
        }
    }

    /** The call's failure, which must not show the secret anywhere. */
    private static StorageFailure failure(Call call, S3ArtifactStore store) {
        try (store) {
            StorageFailure failure = catchThrowableOfType(StorageFailure.class, () -> call.on(store));
            assertThat(failure).as("%s fails", call).isNotNull();
            Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                    .forEach(cause ->
                            assertThat(String.valueOf(cause.getMessage())).doesNotContain(FakeS3.SECRET));
            return failure;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
