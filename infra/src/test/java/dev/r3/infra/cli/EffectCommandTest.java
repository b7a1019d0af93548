package dev.r3.infra.cli;

import static dev.r3.infra.cli.TinyExperiment.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.verifiers.countdown.CountdownTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code r3 effect} on a model of random weights: it answers all tasks wrong. */
class EffectCommandTest {
    private static final String CHECKS = """
              forgetting:
                other-numbers: { task: { family: countdown }, source: others.jsonl, tasks: 10, limit: 0.5 }
                calls: { task: { family: function-calling }, source: calls.jsonl }
            """;

    @TempDir
    Path folder;

    private TinyExperiment experiment;

    @BeforeEach
    void prepare() throws IOException {
        experiment = TinyExperiment.prepare(folder);
    }

    @Test
    void runsTheWholeMethodAndReusesEachStage() throws IOException {
        CommandRun first = effect(SPEC);
        assertThat(first.err()).contains("evaluation/vanilla ...", "attempts ...", "train ...", "dataset ...");
        assertThat(first.code()).as(first.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(first.out());
        List<String> arms = new ArrayList<>();
        result.path("arms").forEach(arm -> arms.add(arm.path("arm").asText()));
        assertThat(arms)
                .containsExactly(
                        "vanilla",
                        "vanilla/no-reflection",
                        "vanilla/generic-reflection",
                        "vanilla/foreign-reflection",
                        "trained",
                        "trained/no-reflection",
                        "trained/generic-reflection",
                        "trained/foreign-reflection",
                        "baseline-big");
        assertThat(result.path("tasks").asInt()).isBetween(6, 18);
        assertThat(result.path("failures").path("kept").asInt()).isPositive();
        assertThat(result.path("arms")
                        .get(0)
                        .path("p_second_try_against_trained")
                        .asDouble())
                .isBetween(0.0, 1.0);
        JsonNode vanilla = result.path("arms").get(0);
        JsonNode gain = result.path("arms").get(4).path("second_try_gain");
        assertThat(gain.path("gain").asDouble())
                .isCloseTo(
                        result.path("arms").get(4).at("/second_try/share").asDouble()
                                - vanilla.at("/second_try/share").asDouble(),
                        within(1e-12))
                .isBetween(gain.path("low").asDouble(), gain.path("high").asDouble());
        assertThat(gain.path("low").asDouble()).isLessThan(gain.path("high").asDouble());
        assertThat(gain.has("relative"))
                .as("none of nothing")
                .isEqualTo(vanilla.at("/second_try/passed").asLong() > 0);
        assertThat(result.path("arms").get(4).has("first_try_gain")).isTrue();
        assertThat(vanilla.has("first_try_gain")).isFalse();
        assertThat(vanilla.has("second_try_gain")).isFalse();
        assertThat(Path.of(result.path("model").asText()).resolve("config.json"))
                .exists();

        CommandRun again = effect(SPEC);
        assertThat(again.err()).contains("train: reused ").doesNotContain(" ...");
        assertThat(new ObjectMapper().readTree(again.out())).isEqualTo(result);

        CommandRun table = CommandRun.of(experiment.home(), arguments(SPEC));
        assertThat(table.out())
                .contains("arm ", "vanilla/no-reflection", " test tasks, greedy")
                .containsPattern("arm +first try +95 % interval +second try +95 % interval +gain +p\n")
                .containsPattern(
                        "vanilla +[0-9.]+ % +[0-9.]+ % - [0-9.]+ % +[0-9.]+ % +[0-9.]+ % - [0-9.]+ % +[0-9.]+");

        CommandRun changed = effect(SPEC.replace(
                "{ family: countdown }", "{ family: countdown, options: { all-numbers-required: \"false\" } }"));
        assertThat(changed.err())
                .as("another verifier judges the same answers")
                .contains("attempts: reused ", "failures ...", "evaluation/vanilla ...")
                .doesNotContain("attempts ...");

        CommandRun other = effect(SPEC.replace("steps: 2", "steps: 3"));
        assertThat(other.err())
                .contains("evaluation/vanilla: reused ", "train ...")
                .doesNotContain("attempts ...");
    }

    @Test
    void theControlIsTrainedBesideWhatStands() throws IOException {
        effect(SPEC);
        CommandRun controlled = effect(SPEC, "--with-controls");
        assertThat(controlled.code()).as(controlled.err()).isZero();
        assertThat(controlled.err())
                .contains("attempts: reused ", "train: reused ", "evaluation/trained: reused ", "train/task-grpo ...");
        JsonNode result = new ObjectMapper().readTree(controlled.out());
        assertThat(result.path("arms").findValuesAsText("arm")).hasSize(10).contains("task-grpo");

        CommandRun table = CommandRun.of(experiment.home(), arguments(SPEC, "--with-controls"));
        assertThat(table.err()).contains("train/task-grpo: reused ").doesNotContain(" ...");
        JsonNode tokens = result.path("task_grpo_tokens");
        double ratio =
                tokens.path("generated").asDouble() / tokens.path("matched").asDouble();
        assertThat(tokens.path("ratio").asDouble()).isEqualTo(ratio);
        boolean apart = Math.abs(ratio - 1) > 0.05;
        assertThat(tokens.has("warning")).isEqualTo(apart);
        assertThat(table.out()).contains("\ntask-grpo ", "\ntask-grpo: generated ");
        assertThat(table.out().contains("\nwarning: task-grpo generated ")).isEqualTo(apart);
        String page = page(table);
        assertThat(page)
                .containsPattern(
                        "task-grpo: plain GRPO on first answers to the same tasks, in as many steps; it generated [0-9]+"
                                + " tokens, the training on reflections [0-9]+: a ratio of %.3f[.]".formatted(ratio));
        assertThat(page.contains("<p class=\"warning\">Warning: task-grpo generated "))
                .isEqualTo(apart);

        CommandRun child = effect("parent: r3-tiny-0123456789ab\n" + SPEC, "--with-controls");
        child.assertUsage("line 1: parent: evaluate.task-grpo is true, but the training");
    }

    /** A model that passes nothing gains nothing from one validation to the next. */
    @Test
    void trainingEndsWhereValidationsBringNoGain() throws IOException {
        String spec = SPEC.replace("  steps: 2\n", "  steps: 4\n  converged-after: 1\n");
        CommandRun run = CommandRun.of(experiment.home(), arguments(spec));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\ntraining ended after 2 of 4 steps, as its last validations brought no gain\n");
        assertThat(page(run)).contains("Training ended before its 4 steps, as its last validations brought no gain.");

        CommandRun whole = CommandRun.of(experiment.home(), arguments(SPEC));
        assertThat(whole.out()).doesNotContain("training ended");
        assertThat(page(whole)).doesNotContain("Training ended");
    }

    @Test
    void forgettingIsCheckedOnOtherDataOfAnyFamily() throws IOException {
        effect(SPEC);
        experiment.writeTasks(
                "others.jsonl", 12, i -> new CountdownTask(50 + i, List.of(7L, 8L, 9L + i), Optional.empty()));
        Files.writeString(folder.resolve("calls.jsonl"), """
                {"query":"Add 1 and 2.","tools":"[{\\"name\\":\\"add\\",\\"parameters\\":{}}]","answers":"[{\\"name\\":\\"add\\",\\"arguments\\":{}}]"}
                {"query":"Now stop.","tools":"[{\\"name\\":\\"stop\\",\\"parameters\\":{}}]","answers":"[{\\"name\\":\\"stop\\",\\"arguments\\":{}}]"}
                """);
        String checked = SPEC + CHECKS;

        CommandRun run = effect(checked);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "dataset: reused ",
                        "train: reused ",
                        "evaluation/trained: reused ",
                        "forgetting/calls/dataset ...",
                        "forgetting/calls/vanilla ...",
                        "forgetting/other-numbers/trained ...");
        JsonNode checks = new ObjectMapper().readTree(run.out()).path("forgetting");
        assertThat(checks.findValuesAsText("name")).containsExactly("calls", "other-numbers");
        assertThat(checks.findValuesAsText("family")).containsExactly("function-calling", "countdown");
        assertThat(checks.findValuesAsText("tasks"))
                .as("all of one, as many as asked for of the other")
                .containsExactly("2", "10");
        JsonNode difference = checks.get(1).path("first_try_difference");
        assertThat(difference.path("low").asDouble())
                .isNegative()
                .isLessThan(difference.path("gain").asDouble());

        CommandRun table = CommandRun.of(experiment.home(), arguments(checked));
        assertThat(table.err())
                .contains("forgetting/calls/trained: reused ", "gate: reused ")
                .doesNotContain(" ...");
        assertThat(table.out())
                .containsPattern("forgetting +tasks")
                .containsPattern("other-numbers +10 +0 +first try +0[.]0 %");
        assertThat(page(table))
                .contains("<h2>Forgetting</h2>", "<td>function-calling</td>", "the first try on calls, 0.0 % after");

        CommandRun limit = effect(checked.replace("limit: 0.5", "limit: 0.4"));
        assertThat(limit.err())
                .as("another limit is another decision on the same answers")
                .contains("forgetting/other-numbers/trained: reused ", "gate ...")
                .doesNotContain("other-numbers/vanilla ...");
    }

    @Test
    void coursesAreSampledBesideWhatStands() throws IOException {
        CommandRun greedy = effect(SPEC);
        assertThat(new ObjectMapper().readTree(greedy.out()).path("sampled")).isEmpty();
        String sampled = SPEC + "  sampled: { samples: 4, temperature: 0.8, tasks: 5 }\n";

        CommandRun run = effect(sampled);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "evaluation/trained: reused ",
                        "gate: reused ",
                        "sampled/vanilla ...",
                        "sampled/trained ...",
                        "sampled/baseline-big")
                .doesNotContain("evaluation/vanilla ...", "train ...");
        JsonNode arms = new ObjectMapper().readTree(run.out()).path("sampled");
        assertThat(arms.findValuesAsText("arm")).containsExactly("vanilla", "trained", "baseline-big");
        JsonNode vanilla = arms.get(0);
        assertThat(vanilla.path("tasks").asInt()).isEqualTo(5);
        assertThat(vanilla.path("samples").asInt()).isEqualTo(4);
        assertThat(vanilla.at("/first_try/pass_at").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("1", "2", "4");
        assertThat(vanilla.at("/second_try/pass_at/4/high").asDouble())
                .as("five tasks that fail show little")
                .isGreaterThan(0.1);
        assertThat(arms.get(2).path("first_try"))
                .as("the same model, tasks and seed")
                .isEqualTo(vanilla.path("first_try"));
        assertThat(vanilla.has("second_try_gain")).isFalse();
        assertThat(arms.get(2).path("second_try_gain"))
                .as("task by task the same, too, which shows no interval")
                .isEqualTo(new ObjectMapper().readTree("{\"gain\": 0.0}"));
        JsonNode gain = arms.get(1).path("second_try_gain");
        assertThat(gain.path("gain").asDouble())
                .isCloseTo(
                        arms.get(1).at("/second_try/average/mean").asDouble()
                                - vanilla.at("/second_try/average/mean").asDouble(),
                        within(1e-12))
                .isBetween(gain.path("low").asDouble(), gain.path("high").asDouble());

        CommandRun table = CommandRun.of(folder.resolve("home"), arguments(sampled));
        assertThat(table.err()).contains("sampled/vanilla: reused ").doesNotContain(" ...");
        assertThat(table.out())
                .containsPattern("sampled +pass@1 +pass@2 +pass@4 +avg@4 over vanilla")
                .containsPattern("baseline-big +first try .* 0\\.0 points \\(no interval, as all tasks differ alike\\)")
                .contains("5 test tasks, 4 sampled courses each; pass@k without bias, pass@1 is avg@4");
        assertThat(page(table)).contains("<h2>Sampled</h2>", "avg@4 = pass@1");
        CommandRun without = CommandRun.of(folder.resolve("home"), arguments(SPEC));
        assertThat(page(without)).doesNotContain("<h2>Sampled</h2>", "#sampled");
    }

    @Test
    void coursesWithoutReflectionsAreSampledBesideThoseWith() throws IOException {
        String sampled = SPEC + "  sampled: { samples: 4, temperature: 0.8, tasks: 5 }\n";
        effect(sampled);
        String controlled = sampled.replace("tasks: 5 }", "tasks: 5, controls: true }");
        CommandRun run = effect(controlled);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .as("the spec's word for controls is no part of what stands")
                .contains(
                        "sampled/vanilla: reused ",
                        "sampled/vanilla/no-reflection ...",
                        "sampled/trained: reused ",
                        "sampled/trained/no-reflection ...");
        JsonNode arms = new ObjectMapper().readTree(run.out()).path("sampled");
        assertThat(arms.findValuesAsText("arm"))
                .containsExactly(
                        "vanilla", "vanilla/no-reflection", "trained", "trained/no-reflection", "baseline-big");
        assertThat(arms.get(1).path("first_try"))
                .as("the same first answers")
                .isEqualTo(arms.get(0).path("first_try"));
        assertThat(arms.get(2).has("second_try_gain_over_no_reflection")).isTrue();
        assertThat(arms.get(3).has("second_try_gain_over_no_reflection")).isFalse();

        CommandRun table = CommandRun.of(folder.resolve("home"), arguments(controlled));
        assertThat(table.out())
                .contains("trained over trained/no-reflection, second try, avg@4: ")
                .contains("vanilla over vanilla/no-reflection, second try, avg@4: ");
        assertThat(page(table)).contains("trained over trained/no-reflection, which is asked to try again");
    }

    private static String page(CommandRun table) throws IOException {
        return Files.readString(
                Path.of(table.out().replaceFirst("(?s).*\nreport: ", "").strip()));
    }

    @Test
    void mistakesAreNamed() throws IOException {
        require(SPEC.replace("  steps: 2", "  step: 2"), "line 15: train.step: unknown key; did you mean 'steps'?");
        require(SPEC.replace("constant", "sideways"), "is 'sideways'; expected one of constant, linear, cosine");
        require(
                SPEC.replace("failures: { samples: 2 }", "failures: { samples: 0 }"),
                "samples is 0; expected 1 or more");
        require(SPEC.replace("checkpoint: model", "checkpoint: none"), "none is no folder; expected a model's");
        require(SPEC.replace("big: big", "big: gone"), "gone is no folder; expected a model's checkpoint");
        require(SPEC.replace("big: big", "Big: x"), "baselines has 'Big: x'; expected a name of at most 40 letters");
        require(SPEC.replace("checkpoint: model, ", ""), "policy.checkpoint: is missing");
        Files.createDirectories(folder.resolve("empty"));
        require(SPEC.replace("checkpoint: model", "checkpoint: empty"), "empty can't be used: ");
        Path other = folder.resolve("other");
        TerseModel.write(other);
        Path config = other.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"qwen2\"", "\"gpt2\""));
        require(
                SPEC.replace("checkpoint: model", "checkpoint: other"),
                "line 7: policy.checkpoint: the model in %s can't be used: %s: model_type: expected one of qwen2, qwen3, llama, mistral, phi3, found \"gpt2\""
                        .formatted(other, config));
    }

    private void require(String text, String message) throws IOException {
        effect(text).assertUsage(message);
    }

    private CommandRun effect(String text, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(arguments(text, options));
        arguments.add("--json");
        return CommandRun.of(experiment.home(), arguments);
    }

    private List<String> arguments(String text, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("effect", experiment.spec(text)));
        arguments.addAll(List.of("--out", folder.resolve("out").toString()));
        arguments.addAll(List.of(options));
        return arguments;
    }
}
