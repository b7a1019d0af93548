package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control that is trained, on real servers: beside what stands of the experiment without it. */
class ControlledExperimentIT {
    /** Enough that the last step's difference, which no other makes up for, is no 5 % of all tokens. */
    private static final int STEPS = 16;

    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theControlIsTrainedComparedAndTrackedAndAllElseIsReused() throws Exception {
        MiniatureExperiment.prepare(folder);
        String spec = withFewFailuresPerStep(new MiniatureExperiment(folder, 1, STEPS).spec());
        Path home = folder.resolve("home");
        try {
            JsonNode plain = JSON.readTree(R3Process.run(home, LONG, "run", spec, "--json"));
            JsonNode controlled = JSON.readTree(R3Process.run(home, LONG, "run", spec, "--with-controls", "--json"));

            assertThat(controlled.path("experiment")).isNotEqualTo(plain.path("experiment"));
            Map<String, JsonNode> computed = new HashMap<>();
            for (JsonNode stage : controlled.path("stages")) {
                if (stage.path("origin").textValue().equals("computed")) {
                    computed.put(stage.path("stage").textValue(), stage);
                }
            }
            assertThat(computed).containsOnlyKeys("train/task-grpo", "evaluation/task-grpo", "report");
            JsonNode summary = requireNonNull(computed.get("train/task-grpo")).path("summary");
            assertThat(summary.path("steps").asInt()).isEqualTo(STEPS);
            assertThat(summary.path("generated_tokens").asLong())
                    .isCloseTo(summary.path("matched_tokens").asLong(), withPercentage(5));
            JsonNode tokens = controlled.at("/effect/task_grpo_tokens");
            assertThat(tokens.path("generated")).isEqualTo(summary.path("generated_tokens"));
            assertThat(tokens.path("ratio").asDouble()).isBetween(0.95, 1.05);
            assertThat(tokens.has("warning")).isFalse();
            assertThat(controlled.at("/effect/arms").findValuesAsText("arm"))
                    .hasSize(10)
                    .contains("task-grpo");
            TrackedRuns runs = TrackedRuns.of(home);
            assertTracked(runs);
            assertCosts(controlled, runs);
            String first = plain.path("experiment").textValue();
            String second = controlled.path("experiment").textValue();
            JsonNode compared = JSON.readTree(R3Process.run(home, LONG, "compare", first, second, "--json"));
            assertThat(compared.at("/trained/0/tasks").asInt()).isPositive();
            assertCompared(runs, first, "false", second);
            assertCompared(runs, second, "true", first);
        } finally {
            R3Process.run(home, LONG, "down");
        }
    }

    /** A step takes a task once at most, and so can't have as many tokens if all failures hardly make a step. */
    private static String withFewFailuresPerStep(Path spec) throws IOException {
        String usual = "failures-per-step: 8";
        String text = Files.readString(spec);
        assertThat(text).contains(usual);
        return Files.writeString(spec, text.replace(usual, "failures-per-step: 2"))
                .toString();
    }

    private static void assertTracked(TrackedRuns runs) throws Exception {
        Map<String, String> ids = new HashMap<>();
        for (JsonNode run : runs.of(MiniatureExperiment.TRACKED_AS)) {
            ids.put(run.at("/info/run_name").textValue(), run.at("/info/run_id").textValue());
        }
        assertThat(ids).containsKey("eval/task-grpo");
        String training = requireNonNull(ids.get("train/task-grpo"));
        assertThat(runs.steps(training, "rollout/generated_tokens"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, STEPS).boxed().toList());
        assertThat(runs.models(training)).as("its checkpoints").isNotEmpty();
        assertThat(runs.version("faults-1", "candidate").path("run_id").textValue())
                .as("the control is no candidate")
                .isNotNull()
                .isNotEqualTo(training);
    }

    /** Of an arm that was computed now, and of one that was reused: tokens and seconds are there, and the same everywhere. */
    private static void assertCosts(JsonNode experiment, TrackedRuns runs) throws Exception {
        for (String arm : List.of("task-grpo", "trained/generic-reflection")) {
            long tokens =
                    experiment.at("/effect/tokens").path("evaluation/" + arm).asLong();
            assertThat(tokens).as(arm).isPositive();
            for (JsonNode run : runs.of(MiniatureExperiment.TRACKED_AS)) {
                if (run.at("/info/run_name").textValue().equals("eval/" + arm)) {
                    assertThat(metric(run, "eval/generated_tokens")).isEqualTo((double) tokens);
                    assertThat(metric(run, "eval/seconds")).isPositive();
                }
            }
        }
    }

    private static double metric(JsonNode run, String name) {
        for (JsonNode metric : run.at("/data/metrics")) {
            if (metric.path("key").textValue().equals(name)) {
                return metric.path("value").asDouble();
            }
        }
        throw new AssertionError("no metric " + name);
    }

    private static void assertCompared(TrackedRuns runs, String experiment, String control, String other)
            throws Exception {
        List<String> tags = new ArrayList<>();
        for (JsonNode run : runs.of(MiniatureExperiment.TRACKED_AS)) {
            if (run.at("/info/run_name").textValue().equals(experiment)) {
                tags.add(TrackedRuns.tag(run, "r3.compare." + other));
            }
        }
        assertThat(tags)
                .singleElement()
                .asString()
                .startsWith("trained's second try 0.0 points")
                .contains("p 1.000", "; spec: evaluate.task-grpo " + control);
    }
}
