package dev.r3.tests.pipeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control that is trained, on real servers: beside what stands of the experiment without it. */
class ControlledExperimentIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void theControlIsTrainedComparedAndTrackedAndAllElseIsReused() throws Exception {
        MiniatureExperiment.prepare(folder);
        String spec = new MiniatureExperiment(folder, 1).spec().toString();
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
            assertThat(summary.path("steps").asInt()).isEqualTo(MiniatureExperiment.STEPS);
            assertThat(summary.path("generated_tokens").asLong())
                    .as("the few failures allow no more")
                    .isPositive()
                    .isLessThanOrEqualTo(
                            Math.round(1.05 * summary.path("matched_tokens").asLong()));
            assertThat(controlled.at("/effect/arms").findValuesAsText("arm"))
                    .hasSize(10)
                    .contains("task-grpo");
            assertTracked(TrackedRuns.of(home));
        } finally {
            R3Process.run(home, LONG, "down");
        }
    }

    private static void assertTracked(TrackedRuns runs) throws Exception {
        Map<String, String> ids = new HashMap<>();
        for (JsonNode run : runs.of(MiniatureExperiment.TRACKED_AS)) {
            ids.put(run.at("/info/run_name").textValue(), run.at("/info/run_id").textValue());
        }
        assertThat(ids).containsKey("eval/task-grpo");
        String training = requireNonNull(ids.get("train/task-grpo"));
        assertThat(runs.steps(training, "rollout/generated_tokens"))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, MiniatureExperiment.STEPS)
                        .boxed()
                        .toList());
        assertThat(runs.models(training)).as("no candidate").isEmpty();
    }
}
