package dev.r3.infra.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.infra.mlflow.FakeMlflow.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class MlflowCredentialsTest {

    private static final String SECRET = "hush-hush";

    private FakeMlflow server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeMlflow();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> environments() {
        return Stream.of(
                Arguments.of("none", "", Map.of(), "null"),
                Arguments.of(
                        "user and password",
                        "",
                        Map.of("MLFLOW_TRACKING_USERNAME", "ann", "MLFLOW_TRACKING_PASSWORD", SECRET),
                        basic("ann:" + SECRET)),
                Arguments.of("token", "", Map.of("MLFLOW_TRACKING_TOKEN", SECRET), "Bearer " + SECRET),
                Arguments.of(
                        "token from a file", "", Map.of("MLFLOW_TRACKING_TOKEN", SECRET + "\n"), "Bearer " + SECRET),
                Arguments.of("in the address", "bob:" + SECRET + "@", Map.of(), basic("bob:" + SECRET)),
                Arguments.of(
                        "the environment before the address",
                        "bob:" + SECRET + "@",
                        Map.of("MLFLOW_TRACKING_USERNAME", "ann", "MLFLOW_TRACKING_PASSWORD", SECRET),
                        basic("ann:" + SECRET)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("environments")
    void everyCallCarriesThemAndNothingShowsThem(
            String name, String userInfo, Map<String, String> environment, String header) {
        URI address = URI.create(server.address().toString().replace("://", "://" + userInfo));
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try {
            var tracker = new MlflowRunTracker(address, environment, Duration.ofSeconds(5));
            assertThat(tracker.deliver(Records.finished()).link()).doesNotContain(SECRET);
            server.answering("runs/search", Answer.error(401, "UNAUTHENTICATED"));
            TrackerFailure denied =
                    catchThrowableOfType(TrackerFailure.class, () -> tracker.deliver(Records.finished()));
            server.close();
            TrackerFailure unreachable =
                    catchThrowableOfType(TrackerFailure.class, () -> tracker.deliver(Records.finished()));
            assertThat(denied).hasStackTraceContaining("HTTP 401");
            assertThat(denied.toString()).doesNotContain(SECRET);
            assertThat(unreachable).hasStackTraceContaining("does not answer");
            assertThat(org.assertj.core.util.Throwables.getStackTrace(unreachable))
                    .doesNotContain(SECRET);
        } finally {
            root.detachAppender(log);
            root.setLevel(level);
        }
        assertThat(server.requests())
                .hasSizeGreaterThan(8)
                .allSatisfy(request -> assertThat(request.authorization()).isEqualTo(header));
        assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains(SECRET));
    }

    @Test
    void aTokenThatNoHeaderCanCarryIsNotShown() {
        assertThatThrownBy(() -> new MlflowRunTracker(
                        server.address(), Map.of("MLFLOW_TRACKING_TOKEN", SECRET + "\nX: y"), Duration.ofSeconds(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MLFLOW_TRACKING_TOKEN")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void theirTextHidesThem() {
        assertThat(MlflowCredentials.of(server.address(), Map.of("MLFLOW_TRACKING_TOKEN", SECRET)))
                .hasToString("MlflowCredentials[hidden]");
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
