package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks of forgetting and sampled courses, on real servers: beside what stands of the experiment without them. */
class CheckedExperimentIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void otherDataIsAnsweredComparedAndTrackedAndAllElseIsReused() throws Exception {
        MiniatureExperiment.prepare(folder);
        Files.writeString(
                folder.resolve("triples.jsonl"),
                IntStream.range(0, 20)
                        .mapToObj(i -> "{\"target\":%d,\"nums\":[%d,%d,%d]}\n".formatted(12 + 2 * i, 3 + i, 4, 5 + i))
                        .collect(Collectors.joining()));
        Path spec = new MiniatureExperiment(folder, 1).spec();
        Path home = folder.resolve("home");
        try {
            JsonNode plain = JSON.readTree(R3Process.run(home, LONG, "run", spec.toString(), "--json"));
            Files.writeString(spec, Files.readString(spec).replace("evaluate:\n", """
                    evaluate:
                      sampled: { samples: 4, tasks: 10 }
                      forgetting: { triples: { task: { family: countdown }, source: triples.jsonl, limit: 0.001 } }
                    """));
            JsonNode checked = JSON.readTree(R3Process.run(home, LONG, "run", spec.toString(), "--json"));

            Map<String, JsonNode> computed = new HashMap<>();
            for (JsonNode stage : checked.path("stages")) {
                if (stage.path("origin").textValue().equals("computed") && !isSampled(stage)) {
                    computed.put(stage.path("stage").textValue(), stage.path("summary"));
                }
            }
            assertThat(computed)
                    .containsOnlyKeys(
                            "forgetting/triples/dataset",
                            "forgetting/triples/vanilla",
                            "forgetting/triples/trained",
                            "gate",
                            "report");
            JsonNode gate = requireNonNull(computed.get("gate"));
            assertThat(gate.path("decision").textValue()).isEqualTo("kept");
            assertThat(gate.path("reason").textValue())
                    .as("so few tasks show nothing")
                    .contains("the first try on triples, ", "beyond the limit of 0.1");
            assertThat(checked.at("/effect/forgetting/0/tasks").asInt()).isEqualTo(20);
            assertThat(metrics(TrackedRuns.of(home), checked.path("experiment").textValue()))
                    .containsEntry(
                            "forgetting/triples/first_try_delta",
                            checked.at("/effect/forgetting/0/first_try_difference/gain")
                                    .asDouble())
                    .containsKey("forgetting/triples/second_try_delta")
                    .doesNotContainKey("eval/triples/first_try");
            JsonNode sampled = checked.at("/effect/sampled");
            assertThat(sampled.findValuesAsText("arm")).containsExactly("vanilla", "trained", "baseline-big");
            assertThat(sampled.get(0).path("tasks").asInt()).isEqualTo(10);
            assertThat(sampled.get(2).path("first_try"))
                    .as("the same weights as vanilla's")
                    .isEqualTo(sampled.get(0).path("first_try"));
            assertThat(metrics(TrackedRuns.of(home), "eval/trained"))
                    .as("beside the greedy ones")
                    .containsKey("eval/first_try")
                    .containsEntry(
                            "eval/second_try_pass_at_4",
                            sampled.at("/1/second_try/pass_at/4/mean").asDouble());
            JsonNode compared = JSON.readTree(R3Process.run(
                    home,
                    LONG,
                    "compare",
                    plain.path("experiment").textValue(),
                    checked.path("experiment").textValue(),
                    "--json"));
            assertThat(compared.at("/runs/0/sampled")).isEmpty();
            assertThat(compared.at("/runs/1/sampled")).isEqualTo(sampled);
        } finally {
            R3Process.run(home, LONG, "down");
        }
    }

    /** Of equal weights whoever comes first computes. */
    private static boolean isSampled(JsonNode stage) {
        return stage.path("stage").textValue().startsWith("sampled/");
    }

    private static Map<String, Double> metrics(TrackedRuns runs, String name) throws Exception {
        Map<String, Double> metrics = new HashMap<>();
        for (JsonNode run : runs.of(MiniatureExperiment.TRACKED_AS)) {
            if (run.at("/info/run_name").textValue().equals(name)) {
                run.at("/data/metrics")
                        .forEach(metric -> metrics.put(
                                metric.path("key").textValue(),
                                metric.path("value").asDouble()));
            }
        }
        return metrics;
    }
}
