package dev.r3.activities.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.port.DataSpecs;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecParamsTest {

    @Test
    void namesEveryValueAsTheSpecsFileDoes() {
        ExperimentSpec spec = DataSpecs.of(
                "small",
                7,
                new TaskSpec(
                        "countdown", Map.of("all-numbers-required", "false"), new PromptSpec("", "Do it.", "", "")),
                new DataSpec(
                        "rows.parquet",
                        Map.of("nums", "numbers"),
                        500,
                        new SplitSpec(3, 0.05, 0.2),
                        new ProofSpec(1, 0.9, 0.01)),
                new TrackingSpec("reflections", ""));
        assertThat(SpecParams.of(spec))
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("name", "small"),
                        Map.entry("seed", "7"),
                        Map.entry("task.family", "countdown"),
                        Map.entry("task.options.all-numbers-required", "false"),
                        Map.entry("task.prompts.task", "Do it."),
                        Map.entry("data.source", "rows.parquet"),
                        Map.entry("data.columns.nums", "numbers"),
                        Map.entry("data.limit", "500"),
                        Map.entry("data.split.seed", "3"),
                        Map.entry("data.split.validation", "0.05"),
                        Map.entry("data.split.test", "0.2"),
                        Map.entry("data.proof.gold-passes", "1.0"),
                        Map.entry("data.proof.empty-fails", "0.9"),
                        Map.entry("data.proof.rejected", "0.01"),
                        Map.entry("failures.keep", "any-failed"),
                        Map.entry("train.loss", "dr-grpo"),
                        Map.entry("train.learning-rate.peak", "1.0E-4"),
                        Map.entry("evaluate.baselines.10x", "models/10x"),
                        Map.entry("tracking.experiment", "reflections")))
                .doesNotContainKeys("task.prompts.system", "policy.checkpoint", "tracking.note");
    }
}
