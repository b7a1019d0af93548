package dev.r3.infra.cli;

import static dev.r3.infra.cli.TinyExperiment.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.infra.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code r3 run --dry-run}, held against what {@code r3 effect} then does with the same stages in the same place. */
class DryRunTest {
    @TempDir
    Path folder;

    private TinyExperiment experiment;

    @BeforeEach
    void prepare() throws IOException {
        experiment = TinyExperiment.prepare(folder);
    }

    @Test
    void inAFreshHomeEverythingIsToBeComputed() throws IOException {
        JsonNode plan = plan(SPEC);
        assertThat(names(plan, stage -> true))
                .containsExactly(
                        "dataset",
                        "attempts",
                        "failures",
                        "train",
                        "evaluation/baseline-big",
                        "evaluation/vanilla",
                        "evaluation/vanilla/no-reflection",
                        "evaluation/vanilla/generic-reflection",
                        "evaluation/vanilla/foreign-reflection",
                        "evaluation/trained",
                        "evaluation/trained/no-reflection",
                        "evaluation/trained/generic-reflection",
                        "evaluation/trained/foreign-reflection",
                        "gate",
                        "report");
        assertThat(names(plan, action("compute"))).isEqualTo(names(plan, stage -> true));
        assertThat(stage(plan, "train").path("after").asText()).isEqualTo("failures");
        assertThat(stage(plan, "dataset").path("seconds_as_in").asText()).isEqualTo("now");
        assertThat(stage(plan, "train").has("seconds"))
                .as("nobody trained before")
                .isFalse();

        // 2 steps of 2 failures with 2 reflections of 4 tokens and retries of 5 each
        assertThat(stage(plan, "train").path("tokens_at_most").asLong()).isEqualTo(2 * 2 * 2 * (4 + 5));
        long tests = stage(plan, "evaluation/vanilla/no-reflection")
                        .path("tokens_at_most")
                        .asLong()
                / 5;
        assertThat(tests).isBetween(6L, 18L);
        assertThat(stage(plan, "evaluation/vanilla").path("tokens_at_most").asLong())
                .isEqualTo(tests * (3 + 4 + 5));
        assertThat(plan.path("total").path("reused").asLong()).isZero();

        assertThat(experiment.home()).doesNotExist();

        CommandRun table = run(SPEC, "--until", "failures");
        assertThat(table.out())
                .contains(
                        "failures  to compute after attempts", "0 of 3 stages reused", "nothing was started or stored")
                .doesNotContain("evaluation/");
        run(SPEC.replace("  steps: 2", "  step: 2")).assertUsage("train.step: unknown key; did you mean 'steps'?");
    }

    @Test
    void whatStandsIsForeseenAsARunThenFindsIt() throws IOException {
        effect(SPEC);
        SortedMap<String, Long> before = files();

        JsonNode same = plan(SPEC, "--fresh");
        assertThat(names(same, action("reuse"))).isEqualTo(names(same, stage -> true));
        assertThat(same.path("total").path("tokens_at_most").asLong()).isZero();
        assertThat(same.path("total").path("seconds").asDouble()).isZero();

        JsonNode again = plan(SPEC, "--no-cache");
        assertThat(names(again, action("recompute"))).isEqualTo(names(again, stage -> true));
        assertThat(names(again, stage -> stage.path("seconds_as_in").asText().startsWith("r3-tiny-")))
                .isEqualTo(names(again, stage -> true));
        assertThat(stage(again, "train").path("tokens_likely").asLong()).isBetween(1L, 2 * 2 * 2 * (4L + 5));
        assertThat(names(again, stage -> stage.has("tokens_likely")))
                .isEqualTo(names(again, stage -> stage.path("tokens_at_most").asLong() > 0));
        assertThat(names(
                        again,
                        stage -> stage.path("tokens_likely").asLong()
                                > stage.path("tokens_at_most").asLong()))
                .isEmpty();
        assertThat(run(SPEC, "--no-cache").out()).containsPattern("total +0 of [0-9]+ stages reused +about [0-9]");

        String verifier = SPEC.replace(
                "{ family: countdown }", "{ family: countdown, options: { all-numbers-required: \"false\" } }");
        JsonNode judged = plan(verifier);
        assertThat(names(judged, action("reuse"))).containsExactly("attempts");

        String rate = SPEC.replace("1e-3", "2e-3").replace("steps: 2", "steps: 4");
        JsonNode trained = plan(rate);
        assertThat(names(trained, action("reuse")))
                .containsExactly(
                        "dataset",
                        "attempts",
                        "failures",
                        "evaluation/baseline-big",
                        "evaluation/vanilla",
                        "evaluation/vanilla/no-reflection",
                        "evaluation/vanilla/generic-reflection",
                        "evaluation/vanilla/foreign-reflection");
        assertThat(stage(trained, "train").path("seconds").asDouble())
                .as("twice the steps")
                .isEqualTo(2 * stage(again, "train").path("seconds").asDouble());
        assertThat(trained.path("total").path("stages_of_unknown_time").asLong())
                .isZero();

        JsonNode kept = plan(SPEC.replace("samples: 2", "samples: 2, keep: all-failed"));
        assertThat(names(kept, action("compute")))
                .as("another rule, other tasks to train on")
                .startsWith("failures", "train", "evaluation/trained");

        assertThat(files()).as("nothing is written").isEqualTo(before);

        assertThat(effect(verifier)).containsExactlyElementsOf(names(judged, action("reuse")));
        // No answer of this model passes, so that training leaves its weights, which nobody could foresee.
        assertThat(effect(rate))
                .containsAll(names(trained, action("reuse")))
                .allMatch(name -> names(trained, action("reuse")).contains(name)
                        || stage(trained, name).has("after"));
    }

    @Test
    void checksOfForgettingAreForeseenToo() throws IOException {
        String checked = SPEC + """
                  forgetting:
                    others: { task: { family: countdown }, source: tasks.jsonl, tasks: 7 }
                """;
        JsonNode fresh = plan(checked);
        assertThat(names(fresh, stage -> true))
                .containsSubsequence("dataset", "forgetting/others/dataset", "attempts")
                .containsSubsequence("forgetting/others/vanilla", "forgetting/others/trained", "gate", "report");
        assertThat(stage(fresh, "forgetting/others/trained").path("after").asText())
                .isEqualTo("train");
        assertThat(stage(fresh, "forgetting/others/vanilla")
                        .path("tokens_at_most")
                        .asLong())
                .as("seven tasks")
                .isEqualTo(7 * (3 + 4 + 5));

        effect(checked);
        JsonNode same = plan(checked);
        assertThat(names(same, action("reuse"))).isEqualTo(names(same, stage -> true));
    }

    /** A run computes such data once, but nothing of it stands before. */
    @Test
    void twoChecksOfOneFileAreBothToBeComputed() throws IOException {
        String checked = SPEC + """
                  forgetting:
                    others: { task: { family: countdown }, source: tasks.jsonl, tasks: 7 }
                    same: { task: { family: countdown }, source: tasks.jsonl, tasks: 7 }
                """;
        JsonNode fresh = plan(checked);
        assertThat(names(fresh, action("reuse"))).isEmpty();
        assertThat(names(fresh, action("compute"))).contains("forgetting/others/dataset", "forgetting/same/dataset");

        effect(checked);
        JsonNode same = plan(checked);
        assertThat(names(same, action("reuse"))).isEqualTo(names(same, stage -> true));
    }

    @Test
    void aRecomputationHasToBeatWhomTheRunHadToThatItRepeats() throws IOException {
        effect(SPEC);
        PastRun run = PastRun.of(experiment, store());
        run.finish();
        run.crownAnother();

        JsonNode fresh = plan(SPEC, "--fresh");
        assertThat(names(fresh, action("compute"))).containsExactly("evaluation/champion-1", "gate", "report");

        JsonNode again = plan(SPEC, "--no-cache");
        assertThat(names(again, action("recompute"))).isEqualTo(names(again, stage -> true));
        assertThat(names(again, stage -> true)).contains("gate").doesNotContain("evaluation/champion-1");
    }

    @Test
    void aChildIsNotTestedOnWhatItsParentTrainedOn() throws IOException {
        PastRun parent = PastRun.of(experiment, store());
        new Catalog(parent.store()).add(parent.input(), 1_000);
        String child = SPEC + "parent: %s\n".formatted(parent.input().id());
        run(child.replace("test: 0.4", "test: 0.5"))
                .assertUsage(
                        "data.split has seed 0 and test 0.5, but %s, whose training this one goes on from, had seed 0 and test 0.4"
                                .formatted(parent.input().id()));
        run(child.replace("test: 0.4", "test: 0.3")).assertUsage("has kept no step of training yet");
    }

    @Test
    void sampledCoursesAreForeseenToo() throws IOException {
        effect(SPEC);
        String sampled = SPEC + "  sampled: { samples: 3, tasks: 4 }\n";
        JsonNode fresh = plan(sampled);
        assertThat(names(fresh, action("compute")))
                .as("all else stands")
                .containsExactly("sampled/baseline-big", "sampled/vanilla", "sampled/trained", "report");
        assertThat(names(fresh, stage -> true))
                .containsSubsequence(
                        "evaluation/vanilla", "sampled/vanilla", "evaluation/trained", "sampled/trained", "gate");
        assertThat(stage(fresh, "sampled/trained").path("tokens_at_most").asLong())
                .as("three courses of four tasks")
                .isEqualTo(3 * 4 * (3 + 4 + 5));
        assertThat(stage(fresh, "sampled/vanilla").has("seconds"))
                .as("nobody sampled before")
                .isFalse();
        assertThat(stage(plan(sampled.replace("steps: 2", "steps: 4")), "sampled/trained")
                        .path("after")
                        .asText())
                .isEqualTo("train");

        JsonNode controlled = plan(sampled.replace("tasks: 4", "tasks: 4, controls: true"));
        assertThat(names(controlled, action("compute")))
                .contains("sampled/vanilla", "sampled/vanilla/no-reflection", "sampled/trained/no-reflection")
                .doesNotContain("sampled/baseline-big/no-reflection");
        assertThat(stage(controlled, "sampled/trained/no-reflection")
                        .path("tokens_at_most")
                        .asLong())
                .as("no reflections, but first answers of its own")
                .isEqualTo(3 * 4 * (3 + 5));

        effect(sampled);
        JsonNode same = plan(sampled);
        assertThat(names(same, action("reuse"))).isEqualTo(names(same, stage -> true));
        JsonNode more = plan(sampled.replace("tasks: 4", "tasks: 6"));
        assertThat(names(more, action("compute")))
                .containsExactly("sampled/baseline-big", "sampled/vanilla", "sampled/trained", "report");
        assertThat(stage(more, "sampled/vanilla").path("seconds").asDouble())
                .as("as long for each task")
                .isPositive();
        assertThat(stage(more, "sampled/vanilla").path("tokens_likely").asLong())
                .as("as many for each task")
                .isBetween(1L, 3 * 6 * (3 + 4 + 5L));
    }

    @Test
    void aTrainingThatWasStoppedGoesOnFromItsLastSnapshot() throws IOException {
        effect(SPEC);
        try (Stream<Path> all = Files.walk(store().resolve("stages/train"))) {
            for (Path manifest : all.filter(file -> file.endsWith("manifest.json"))
                    .filter(file -> !file.toString().contains("snapshots"))
                    .toList()) {
                Files.delete(manifest);
            }
        }
        JsonNode plan = plan(SPEC);
        assertThat(stage(plan, "train").path("from_step").asLong()).isEqualTo(2);
        assertThat(stage(plan, "train").path("tokens_at_most").asLong())
                .as("no step is left")
                .isZero();
        assertThat(stage(plan, "evaluation/trained").path("after").asText()).isEqualTo("train");
        assertThat(stage(plan, "gate").path("after").asText()).isEqualTo("train");
    }

    private static Predicate<JsonNode> action(String action) {
        return stage -> stage.path("action").asText().equals(action);
    }

    private static List<String> names(JsonNode plan, Predicate<JsonNode> which) {
        return StreamSupport.stream(plan.path("stages").spliterator(), false)
                .filter(which)
                .map(stage -> stage.path("stage").asText())
                .toList();
    }

    private static JsonNode stage(JsonNode plan, String name) {
        return StreamSupport.stream(plan.path("stages").spliterator(), false)
                .filter(stage -> stage.path("stage").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode plan(String text, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        CommandRun run = run(text, all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private CommandRun run(String text, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", experiment.spec(text), "--dry-run"));
        arguments.addAll(List.of(options));
        return CommandRun.of(experiment.home(), arguments);
    }

    /** The names of the stages that it used again. */
    private List<String> effect(String text) throws IOException {
        CommandRun run =
                CommandRun.of(experiment.home(), List.of("effect", experiment.spec(text), "--out", store().toString()));
        assertThat(run.code()).as(run.err()).isZero();
        return run.err()
                .lines()
                .filter(line -> line.contains(": reused "))
                .map(line -> line.substring(0, line.indexOf(": reused ")))
                .toList();
    }

    /** Where the local S3 server would have its objects. */
    private Path store() {
        return experiment.home().resolve("s3").resolve("r3-artifacts");
    }

    /** Every file of the home, and when it was last written. */
    private SortedMap<String, Long> files() throws IOException {
        SortedMap<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(experiment.home())) {
            for (Path file : all.toList()) {
                files.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
            }
        }
        return files;
    }
}
