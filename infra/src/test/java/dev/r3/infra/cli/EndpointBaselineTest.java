package dev.r3.infra.cli;

import static dev.r3.infra.cli.TinyExperiment.SPEC;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline that answers from a server. */
class EndpointBaselineTest {
    /** Set for tests by the build. */
    private static final String VARIABLE = "R3_TEST_ENDPOINT_KEY";

    private static final String KEY = requireNonNull(System.getenv(VARIABLE));

    @TempDir
    Path folder;

    private TinyExperiment experiment;
    private FakeServedModel server;

    @BeforeEach
    void prepare() throws IOException {
        experiment = TinyExperiment.prepare(folder);
        server = new FakeServedModel(KEY);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void isAnArmLikeOthersAndItsKeyStaysWhereItIs() throws IOException {
        CommandRun run = effect(spec("sampled: { samples: 2, tasks: 3 }"));
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.path("arms").findValuesAsText("arm")).contains("vanilla", "trained", "baseline-big");
        assertThat(result.path("sampled").findValuesAsText("arm")).contains("baseline-big");
        long tests = result.path("tasks").asLong();
        assertThat(server.calls().stream().filter(call -> call.equals("GET /v1/models")))
                .as("once")
                .hasSize(1);
        assertThat(server.calls().stream().filter(call -> call.equals("POST /v1/chat/completions")))
                .as("first answers, reflections and retries, greedy and sampled")
                .hasSize((int) (3 * tests + 3 * 2 * 3));

        Path page = Path.of(CommandRun.of(experiment.home(), arguments(spec("sampled: { samples: 2, tasks: 3 }")))
                .out()
                .replaceFirst("(?s).*\nreport: ", "")
                .strip());
        assertThat(Files.readString(page))
                .contains(FakeServedModel.MODEL + " at " + server.address(), "not reproducible bit by bit");
        assertThat(FilesOf.folder(folder)).isNotEmpty().noneMatch(file -> FilesOf.contains(file, KEY));
        assertThat(run.out() + run.err()).doesNotContain(KEY);

        long asked = server.calls().size();
        try (FakeServedModel elsewhere = new FakeServedModel(KEY)) {
            CommandRun moved = effect(spec("").replace(server.address(), elsewhere.address()));
            assertThat(moved.err()).contains("evaluation/baseline-big: reused ");
            assertThat(elsewhere.calls()).containsExactly("GET /v1/models");
        }
        assertThat(server.calls()).hasSize((int) asked);
    }

    @Test
    void whatIsWrongIsToldBeforeAnythingIsDone() throws IOException {
        String spec = spec("");
        effect(spec.replace(FakeServedModel.MODEL, "other"))
                .assertUsage(
                        "%s has no model 'other'; it offers: %s".formatted(server.address(), FakeServedModel.MODEL));
        effect(spec.replace(", key-from: " + VARIABLE, ""))
                .assertUsage("asks for a key (HTTP 401); set OPENAI_API_KEY");
        effect(spec.replace(VARIABLE, "R3_TEST_NO_SUCH_KEY")).assertUsage("R3_TEST_NO_SUCH_KEY is not set");
        effect(spec.replace("http://", "http://me:secret@")).assertUsage("endpoint holds a user or a password");
        run(spec.replace(FakeServedModel.MODEL, "other")).assertUsage("has no model 'other'");
        String address = server.address();
        server.close();
        CommandRun silent = effect(spec);
        assertThat(silent.code()).isEqualTo(ExitCode.FAILED.code());
        assertThat(silent.err()).contains(address + " does not answer GET").doesNotContain("\tat ");
        assertThat(experiment.home()).doesNotExist();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aDryRunAsksNobody() throws IOException {
        CommandRun run = run(spec(""), "--dry-run", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode arm = stage(new ObjectMapper().readTree(run.out()), "evaluation/baseline-big");
        assertThat(arm.path("tokens_at_most").asLong()).isPositive();
        assertThat(arm.has("seconds")).isFalse();
        assertThat(arm.has("memory_bytes")).isFalse();
        assertThat(server.calls()).isEmpty();
    }

    private static JsonNode stage(JsonNode plan, String name) {
        for (JsonNode stage : plan.path("stages")) {
            if (stage.path("stage").asText().equals(name)) {
                return stage;
            }
        }
        throw new AssertionError("no stage %s in %s".formatted(name, plan));
    }

    private String spec(String more) {
        return SPEC.replace(
                        "{ big: big }",
                        "{ big: { endpoint: %s, model: %s, concurrency: 4, key-from: %s } }"
                                .formatted(server.address() + "/", FakeServedModel.MODEL, VARIABLE))
                + (more.isEmpty() ? "" : "  " + more + "\n");
    }

    private CommandRun run(String text, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", experiment.spec(text)));
        arguments.addAll(List.of(options));
        return CommandRun.of(experiment.home(), arguments);
    }

    private CommandRun effect(String text) throws IOException {
        List<String> arguments = new ArrayList<>(arguments(text));
        arguments.add("--json");
        return CommandRun.of(experiment.home(), arguments);
    }

    private List<String> arguments(String text) throws IOException {
        return List.of(
                "effect", experiment.spec(text), "--out", folder.resolve("out").toString());
    }
}
