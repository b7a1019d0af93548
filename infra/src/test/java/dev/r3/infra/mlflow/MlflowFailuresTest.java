package dev.r3.infra.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.r3.activities.failure.TrackerFailure;
import dev.r3.infra.mlflow.FakeMlflow.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the server does, a delivery ends soon, and its message says what failed, where, and what to do. */
@Timeout(15)
class MlflowFailuresTest {

    private FakeMlflow server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeMlflow();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            401 | check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN
            403 | check MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN
            404 | check that MLFLOW_TRACKING_URI is the address of an MLflow server
            302 | check that MLFLOW_TRACKING_URI is the address of an MLflow server
            400 | the server can't take this record
            429 | try again later
            500 | see the server's log
            503 | see the server's log
            """)
    void eachAnswerSaysWhatToDo(int status, String advice) {
        server.answering("experiments/get-by-name", Answer.error(status, "SOME_CODE"));
        assertThat(failure(server.address()))
                .hasMessageContaining("MLflow answered HTTP %d to GET %s/api/2.0/mlflow/experiments/get-by-name"
                        .formatted(status, server.address()))
                .hasMessageContaining("says the server")
                .hasMessageContaining(advice);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "experiments/create",
                "runs/search",
                "runs/create",
                "runs/log-batch",
                "runs/log-inputs",
                "PUT /1/run0/artifacts/dataset/profile 1.json",
                "runs/update"
            })
    void aCallThatFailsFailsTheDeliveryAndTheNextOneCompletesIt(String call) {
        server.answering(call, Answer.error(500, "INTERNAL_ERROR"));
        String named = call.startsWith("PUT") ? "PUT" : "POST " + server.address() + "/api/2.0/mlflow/" + call;
        assertThat(failure(server.address())).hasMessageContaining("HTTP 500 to " + named);
        assertThat(tracker(server.address()).deliver(Records.finished()).delivered())
                .isTrue();
        assertThat(server.runs.live())
                .singleElement()
                .satisfies(run -> assertThat(run.status).isEqualTo("FINISHED"));
    }

    @Test
    void aDataSetThatAnotherRunNamesAtTheSameMomentIsNamedAgain() {
        server.answering("runs/log-inputs", Answer.error(400, "BAD_REQUEST"));
        assertThat(tracker(server.address()).deliver(Records.finished()).delivered())
                .isTrue();
        assertThat(server.runs.live())
                .singleElement()
                .satisfies(run -> assertThat(run.datasets).isNotEmpty());
    }

    @Test
    void aDataSetThatIsRefusedTwiceIsAFailure() {
        server.scripting(
                "runs/log-inputs", () -> Answer.error(400, "BAD_REQUEST"), () -> Answer.error(400, "BAD_REQUEST"));
        assertThat(failure(server.address()))
                .hasMessageContaining("HTTP 400 to POST")
                .hasMessageContaining("runs/log-inputs");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            experiments/get-by-name | <html>Welcome</html>              | is no JSON object: <html>Welcome</html>
            experiments/get-by-name | {"experiment": {                  | is no JSON object
            experiments/get-by-name | []                                | is no JSON object
            experiments/get-by-name | ''                                | is no JSON object
            experiments/get-by-name | {}                                | lacks /experiment/experiment_id
            experiments/create      | {"experiment_id": ""}             | lacks /experiment_id
            runs/search             | {"runs": [{"info": {}}]}          | lacks /info/run_id
            runs/search             | {"runs": [{"info": {"run_id":"a", "status":"FAILED"}}]} | lacks /info/artifact_uri
            """)
    void anAnswerThatIsNotMlflowsSaysSo(String call, String body, String fault) {
        server.answering(call, Answer.json(body));
        assertThat(failure(server.address()))
                .hasMessageContaining("the answer to")
                .hasMessageContaining(server.address() + "/api/2.0/mlflow/" + call)
                .hasMessageContaining(fault)
                .hasMessageEndingWith("check that MLFLOW_TRACKING_URI is an MLflow server");
    }

    @Test
    void aRunThatIsNotFoundAfterItsCreationIsAFailure() {
        server.scripting("runs/search", () -> Answer.json("{}"), () -> Answer.json("{}"));
        assertThat(failure(server.address())).hasMessageContaining("does not find the run 'r3-demo-0123456789ab'");
    }

    @Test
    void onlyTheStartOfALongAnswerIsQuoted() {
        server.answering("experiments/get-by-name", new Answer(500, "x".repeat(1 << 20)));
        assertThat(failure(server.address()).getMessage()).contains("xxx…").hasSizeLessThan(1_000);
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        server.answering("experiments/get-by-name", Answer.json("x".repeat(9 << 20)));
        assertThat(failure(server.address())).hasMessageContaining("the answer is longer than 8388608 bytes");
    }

    @Test
    void aRefusedConnectionNamesTheAddress() {
        server.close();
        assertThat(failure(server.address()))
                .hasMessageStartingWith("MLflow does not answer GET " + server.address() + "/api/2.0/mlflow/")
                .hasMessageContaining("ConnectException")
                .hasMessageEndingWith("check MLFLOW_TRACKING_URI and that the server runs");
    }

    @Test
    void aSilentServerDoesNotHoldUpTheDelivery() {
        server.scripting("experiments/get-by-name", () -> {
            Thread.sleep(30_000);
            return Answer.json("{}");
        });
        assertThat(failure(server.address())).hasMessageContaining("no answer in 1 seconds");
    }

    /** The JDK's own timeout of a request ends with the head of its answer. */
    @Test
    void aServerThatStopsInTheMiddleOfAnAnswerDoesNotHoldUpTheDelivery() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> half = CompletableFuture.supplyAsync(() -> answerHalf(socket));
            assertThat(failure(URI.create("http://127.0.0.1:" + socket.getLocalPort())))
                    .hasMessageContaining("no answer in 1 seconds");
            half.join().close();
        }
    }

    private static Socket answerHalf(ServerSocket socket) {
        try {
            Socket connection = socket.accept();
            OutputStream out = connection.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptEndsTheDelivery() {
        Thread.currentThread().interrupt();
        assertThat(failure(server.address())).hasMessageContaining("interrupted while calling " + server.address());
        assertThat(Thread.interrupted()).isTrue();
    }

    private static TrackerFailure failure(URI address) {
        TrackerFailure failure = catchThrowableOfType(
                TrackerFailure.class, () -> tracker(address).deliver(Records.finished()));
        assertThat(failure).as("the delivery fails").isNotNull();
        return failure;
    }

    private static MlflowRunTracker tracker(URI address) {
        return new MlflowRunTracker(address, Map.of(), Duration.ofSeconds(1));
    }
}
