package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline that answers from a server, on the local stack: the worker asks it, nothing that is kept has its key. */
class EndpointExperimentIT {
    private static final String VARIABLE = "R3_TEST_ENDPOINT_KEY";
    private static final String KEY = requireNonNull(System.getenv(VARIABLE), VARIABLE + " is set for tests");
    private static final ObjectMapper JSON = new ObjectMapper();

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
        CommandRun.of(experiment.home(), List.of("down"));
        server.close();
    }

    @Test
    void aServedModelIsAskedOnceForAll() throws IOException {
        String spec = experiment.spec(spec());
        JsonNode result = run(spec);
        Map<String, JsonNode> stages = byName(result);
        assertThat(stages).containsKeys("evaluation/baseline-served", "sampled/baseline-served");
        assertThat(stages.values())
                .allMatch(stage -> stage.path("origin").asText().equals("computed"));
        assertThat(result.at("/effect/arms").findValuesAsText("arm")).contains("baseline-served");
        assertThat(result.at("/effect/sampled").findValuesAsText("arm"))
                .containsExactly("vanilla", "trained", "baseline-served");
        int asked = server.calls().size();
        int answers = server.conversations().size();
        assertThat(new HashSet<>(server.conversations()))
                .as("first answers, reflections and retries, greedy and sampled")
                .hasSize(3 * result.at("/effect/tasks").asInt() + 3 * 2 * 3);

        if (answers > new HashSet<>(server.conversations()).size()) {
            System.out.println("[INFO] an attempt at an arm failed, and the next asked again:");
            System.out.println(
                    Files.readString(experiment.home().resolve("logs").resolve("worker.log")));
        }

        JsonNode again = run(spec, "--fresh");
        assertThat(byName(again).values())
                .allMatch(stage -> stage.path("origin").asText().equals("reused"));
        assertThat(server.conversations())
                .as("nothing is asked that was answered")
                .hasSize(answers);
        assertThat(server.calls().subList(asked, server.calls().size()))
                .as("whether the model is there")
                .containsOnly("GET /v1/models");

        assertThat(FilesOf.folder(experiment.home())).isNotEmpty().noneMatch(file -> FilesOf.contains(file, KEY));
    }

    private String spec() {
        return TinyExperiment.SPEC.replace(
                "{ big: big }",
                "{ served: { endpoint: %s, model: %s, concurrency: 4, key-from: %s } }\n  sampled: { samples: 2, tasks: 3 }"
                        .formatted(server.address(), FakeServedModel.MODEL, VARIABLE));
    }

    private JsonNode run(String spec, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", spec, "--json"));
        arguments.addAll(List.of(options));
        CommandRun run = CommandRun.of(experiment.home(), arguments);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain(KEY);
        return JSON.readTree(run.out());
    }

    private static Map<String, JsonNode> byName(JsonNode result) {
        Map<String, JsonNode> stages = new HashMap<>();
        result.path("stages").forEach(stage -> stages.put(stage.path("stage").asText(), stage));
        return stages;
    }
}
