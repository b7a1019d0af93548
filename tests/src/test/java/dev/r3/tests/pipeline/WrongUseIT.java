package dev.r3.tests.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users get wrong about servers and runs: one clear message each and an exit code, no stack trace. */
class WrongUseIT {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String NOBODY = "r3-nobody-000000000000";

    @TempDir
    static Path folder;

    private static final Map<String, String> ADDRESSES = new HashMap<>();

    @BeforeAll
    static void up() throws Exception {
        R3Process.run(home(), LONG, "up");
        JsonNode status = new ObjectMapper().readTree(R3Process.run(home(), LONG, "status", "--json"));
        for (JsonNode service : status.path("services")) {
            ADDRESSES.put(
                    service.path("service").textValue(), service.path("address").textValue());
        }
        MiniatureExperiment.prepare(folder);
    }

    @AfterAll
    static void down() throws Exception {
        R3Process.run(home(), LONG, "down");
    }

    private static Path home() {
        return folder.resolve("home");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch",
                "explain",
                "report",
                "pause",
                "resume",
                "stop",
                "cancel",
                "reproduce",
                "track sync",
                "promote --reason none",
                "artifacts get %s train --out out",
                "compare r3-somebody-000000000000"
            })
    void anExperimentThatThereIsNot(String command) throws Exception {
        String line = command.contains("%s") ? command.formatted(NOBODY) : command + " " + NOBODY;
        assertThat(refused(Map.of(), line.split(" ", -1))).contains("-000000000000", "`r3 list`");
    }

    @Test
    void aServerThatDoesNotAnswer() throws Exception {
        assertThat(refused(Map.of("R3_TEMPORAL_ADDRESS", "127.0.0.1:1"), run()))
                .contains("Temporal does not answer at 127.0.0.1:1; check R3_TEMPORAL_ADDRESS");
        assertThat(refused(s3("http://127.0.0.1:1", "key"), run()))
                .contains("the S3 endpoint does not answer", "check R3_S3_ENDPOINT");
    }

    @Test
    void aNamespaceThatTheServerHasNot() throws Exception {
        Map<String, String> environment =
                Map.of("R3_TEMPORAL_ADDRESS", address("Temporal"), "R3_TEMPORAL_NAMESPACE", "nope");
        assertThat(refused(environment, run()))
                .contains("has no namespace 'nope'; set R3_TEMPORAL_NAMESPACE")
                .doesNotContain("started r3-");
    }

    @Test
    void keysThatTheStoreRefuses() throws Exception {
        String said = refused(s3("http://" + address("S3"), "wrong"), run());
        assertThat(said).contains("access denied", "check AWS_ACCESS_KEY_ID").doesNotContain("hidden-secret");
    }

    private static String address(String service) {
        String address = ADDRESSES.get(service);
        assertThat(address).as("address of %s among %s", service, ADDRESSES).isNotNull();
        return address;
    }

    private static Map<String, String> s3(String endpoint, String key) {
        return Map.of(
                "R3_S3_ENDPOINT", endpoint,
                "R3_S3_BUCKET", "r3-artifacts",
                "R3_S3_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", key,
                "AWS_SECRET_ACCESS_KEY", "hidden-secret");
    }

    private static String[] run() throws IOException {
        return new String[] {"run", new MiniatureExperiment(folder, 1).spec().toString()};
    }

    /** What the command said, which ended as wrong usage or as failed. */
    private static String refused(Map<String, String> environment, String... command) throws Exception {
        R3Process process = R3Process.start(home(), environment, command);
        int code = process.await(LONG);
        String said = process.messages();
        assertThat(code).as(said).isIn(1, 2);
        assertThat(said).doesNotContain("internal error").doesNotContain("\tat ");
        return said;
    }
}
