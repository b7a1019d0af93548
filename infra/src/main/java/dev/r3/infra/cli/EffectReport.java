package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.training.ControlBudget;
import dev.r3.infra.effect.EffectResult;
import dev.r3.infra.effect.Example;
import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.PairedDifference;
import dev.r3.model.evaluate.Proportion;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a run of the whole method showed, for people and for scripts. */
final class EffectReport {
    private static final double TINY = 1e-12;

    private final ExperimentSpec spec;
    private final EffectResult result;

    EffectReport(ExperimentSpec spec, EffectResult result) {
        this.spec = spec;
        this.result = result;
    }

    void print() {
        arms().print();
        Terminal.result("");
        Terminal.result(
                "%,d test tasks, greedy; second try: passed at the first try or at the retry; gain: the second try's"
                        .formatted(result.vanilla().results().size()));
        Terminal.result(
                "over vanilla's, in points and relative; p: exact McNemar test against trained's, task by task");
        Terminal.result("failure set: %,d of %,d training tasks; trained: step %,d, in %s"
                .formatted(
                        result.failures().path("kept").asLong(),
                        result.failures().path("tasks").asLong(),
                        result.step(),
                        result.model()));
        if (result.steps() < spec.train().steps()) {
            Terminal.result("training ended after %,d of %,d steps, as its last validations brought no gain"
                    .formatted(result.steps(), spec.train().steps()));
        }
        result.control().ifPresent(EffectReport::print);
        printChecks();
        sampled().print();
        Terminal.result("");
        errors().print();
        result.examples().forEach(this::print);
        Terminal.result("");
        costs().print();
    }

    private static void print(ControlBudget budget) {
        Terminal.result("task-grpo: generated %,d tokens, %.3f of the %,d of the training that it is to match"
                .formatted(budget.generatedTokens(), budget.ratio(), budget.matchedTokens()));
        budget.warning().ifPresent(warning -> Terminal.result("warning: " + warning));
    }

    private Table arms() {
        Table table = Table.withHeader("arm", "first try", "95 % interval", "second try", "95 % interval", "gain", "p");
        for (Arm arm : result.arms()) {
            table.row(
                    arm.name(),
                    percent(arm.firstTry().share()),
                    range(arm.firstTry().wilson()),
                    percent(arm.secondTry().share()),
                    range(arm.secondTry().wilson()),
                    arm.equals(result.vanilla()) ? "" : GainText.compact(arm.secondTryDifference(result.vanilla())),
                    arm.equals(result.trained()) ? "" : p(againstTrained(arm)));
        }
        return table;
    }

    private void printChecks() {
        if (result.checks().isEmpty()) {
            return;
        }
        Terminal.result("");
        Table table = Table.withHeader("forgetting", "tasks", "left out", "", "vanilla", "trained", "difference");
        for (ForgettingCheck check : result.checks()) {
            Arm before = check.vanilla();
            Arm after = check.trained();
            String tasks = "%,d".formatted(before.results().size());
            table.row(
                    check.name(),
                    tasks,
                    "%,d".formatted(check.leftOut()),
                    "first try",
                    percent(before.firstTry().share()),
                    percent(after.firstTry().share()),
                    GainText.of(after.firstTryDifference(before)));
            table.row(
                    "",
                    "",
                    "",
                    "second try",
                    percent(before.secondTry().share()),
                    percent(after.secondTry().share()),
                    GainText.of(after.secondTryDifference(before)));
        }
        table.print();
    }

    private SampledTable sampled() {
        return new SampledTable(result.sampled());
    }

    private double againstTrained(Arm arm) {
        return arm.secondTryAgainst(result.trained()).exact();
    }

    private static String range(Interval interval) {
        return percent(interval.low()) + " - " + percent(interval.high());
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }

    static String p(double value) {
        if (value < TINY) {
            return "< 1e-12";
        }
        return value < 0.001 ? "%.1e".formatted(value) : "%.3f".formatted(value);
    }

    private Table errors() {
        SortedMap<String, Long> before = result.vanilla().firstErrors();
        SortedMap<String, Long> beforeLast = result.vanilla().lastErrors();
        SortedMap<String, Long> after = result.trained().firstErrors();
        SortedMap<String, Long> afterLast = result.trained().lastErrors();
        TreeSet<String> types = new TreeSet<>(before.keySet());
        types.addAll(beforeLast.keySet());
        types.addAll(after.keySet());
        types.addAll(afterLast.keySet());
        Table table = Table.withHeader("errors", "vanilla first", "vanilla second", "trained first", "trained second");
        types.forEach(type -> table.row(
                type, count(before, type), count(beforeLast, type), count(after, type), count(afterLast, type)));
        return table;
    }

    private static String count(SortedMap<String, Long> counts, String type) {
        return "%,d".formatted(counts.getOrDefault(type, 0L));
    }

    private void print(Example example) {
        Terminal.result("");
        Terminal.result("task " + new TreeMap<>(example.task()));
        print("vanilla", example.before());
        print("trained", example.after());
    }

    private static void print(String name, TaskResult course) {
        Terminal.result("  %s answers:  %s".formatted(name, line(course.firstAnswer())));
        Terminal.result("  %s reflects: %s".formatted(name, line(course.reflection())));
        Terminal.result("  %s retries:  %s%s"
                .formatted(name, line(course.retryAnswer()), course.hasPassedRetry() ? "  (right)" : "  (wrong)"));
    }

    /** On one line, without what steers a terminal. */
    private static String line(String text) {
        return Terminal.harmless(text).replace('\n', ' ').strip();
    }

    private Table costs() {
        Table table = Table.withHeader("stage", "seconds", "tokens");
        result.seconds()
                .forEach((stage, seconds) -> table.row(
                        stage,
                        "%,.1f".formatted(seconds),
                        Optional.ofNullable(result.tokens().get(stage))
                                .map("%,d"::formatted)
                                .orElse("")));
        return table;
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", spec.name())
                .put("seed", spec.seed())
                .put("commit", SourceCommit.current().orElse(""))
                .put("model", result.model())
                .put("step", result.step())
                .put("tasks", result.vanilla().results().size());
        node.set("failures", result.failures());
        ArrayNode arms = node.putArray("arms");
        result.arms().forEach(arm -> arms.add(json(arm)));
        ArrayNode checks = node.putArray("forgetting");
        result.checks().forEach(check -> checks.add(json(check)));
        node.set("sampled", sampled().json());
        result.control().ifPresent(budget -> {
            ObjectNode control = node.putObject("task_grpo_tokens")
                    .put("generated", budget.generatedTokens())
                    .put("matched", budget.matchedTokens())
                    .put("ratio", budget.ratio());
            budget.warning().ifPresent(warning -> control.put("warning", warning));
        });
        ArrayNode examples = node.putArray("examples");
        result.examples().forEach(examples::addPOJO);
        ObjectNode seconds = node.putObject("seconds");
        result.seconds().forEach(seconds::put);
        ObjectNode tokens = node.putObject("tokens");
        result.tokens().forEach(tokens::put);
        return node;
    }

    static ObjectNode json(ForgettingCheck check) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", check.name())
                .put("family", check.spec().task().family())
                .put("tasks", check.vanilla().results().size())
                .put("left_out", check.leftOut())
                .put("limit", check.spec().limit());
        node.set("vanilla", tries(check.vanilla()));
        node.set("trained", tries(check.trained()));
        node.set("first_try_difference", json(check.trained().firstTryDifference(check.vanilla())));
        node.set("second_try_difference", json(check.trained().secondTryDifference(check.vanilla())));
        return node;
    }

    private static ObjectNode tries(Arm arm) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("first_try", json(arm.firstTry()));
        node.set("second_try", json(arm.secondTry()));
        return node;
    }

    static ObjectNode json(PairedDifference difference) {
        Interval interval = difference.newcombe();
        return JsonNodeFactory.instance
                .objectNode()
                .put("gain", difference.difference())
                .put("low", interval.low())
                .put("high", interval.high());
    }

    /** With what it is in parts of vanilla's share, if that is not 0. */
    private static ObjectNode gain(PairedDifference overVanilla) {
        ObjectNode node = json(overVanilla);
        overVanilla.relative().ifPresent(relative -> node.put("relative", relative));
        return node;
    }

    private ObjectNode json(Arm arm) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("arm", arm.name());
        node.set("first_try", json(arm.firstTry()));
        node.set("second_try", json(arm.secondTry()));
        if (!arm.equals(result.trained())) {
            node.put("p_second_try_against_trained", againstTrained(arm));
            node.put(
                    "p_first_try_against_trained",
                    arm.firstTryAgainst(result.trained()).exact());
        }
        if (!arm.equals(result.vanilla())) {
            node.set("first_try_gain", gain(arm.firstTryDifference(result.vanilla())));
            node.set("second_try_gain", gain(arm.secondTryDifference(result.vanilla())));
        }
        node.putPOJO("errors_first", arm.firstErrors());
        node.putPOJO("errors_second", arm.lastErrors());
        return node;
    }

    private static ObjectNode json(Proportion proportion) {
        Interval interval = proportion.wilson();
        return JsonNodeFactory.instance
                .objectNode()
                .put("passed", proportion.count())
                .put("share", proportion.share())
                .put("low", interval.low())
                .put("high", interval.high());
    }
}
