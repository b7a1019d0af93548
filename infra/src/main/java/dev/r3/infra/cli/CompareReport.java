package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.evaluation.SampledGain;
import dev.r3.infra.compare.ArmContest;
import dev.r3.infra.compare.FinishedRun;
import dev.r3.infra.compare.SpecDifference;
import dev.r3.model.evaluate.Interval;
import dev.r3.model.evaluate.PairedDifference;
import dev.r3.model.evaluate.PairedPasses;
import dev.r3.model.evaluate.Proportion;
import dev.r3.model.evaluate.SampledPasses;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArmOrder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finished experiments beside each other, for people and for scripts. */
final class CompareReport {
    /** Longer values are cut in the table; the JSON has them whole. */
    private static final int MOST_CHARACTERS = 40;

    private final List<FinishedRun> runs;

    CompareReport(List<FinishedRun> runs) {
        this.runs = List.copyOf(runs);
    }

    void print() {
        List<SpecDifference> differences = SpecDifference.between(runs);
        if (differences.isEmpty()) {
            Terminal.result("the specs say the same; the models' or data's files, the verifier or R3 may differ");
        } else {
            Table table = Table.withHeader(header("spec"));
            differences.forEach(difference -> table.row(row(
                    difference.key(),
                    difference.values().stream().map(CompareReport::cut).toList())));
            table.print();
        }
        Terminal.result("");
        arms().print();
        Terminal.result("");
        printSampled();
        printForgetting();
        printDecisions();
        ArmContest.between(runs, ArmName.TRAINED).forEach(CompareReport::print);
    }

    private static String cut(String value) {
        String line = Terminal.harmless(value).replace('\n', ' ');
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS - 3) + "...";
    }

    private String[] header(String first) {
        return row(first, runs.stream().map(run -> run.id().value()).toList());
    }

    private static String[] row(String first, List<String> others) {
        return Stream.concat(Stream.of(first), others.stream()).toArray(String[]::new);
    }

    /** In the order of a run's own table, those that some runs alone have among them. */
    List<String> armNames() {
        return runs.stream()
                .flatMap(run -> run.arms().stream())
                .map(Arm::name)
                .distinct()
                .sorted(ArmOrder.LABELS)
                .toList();
    }

    private Table arms() {
        Table table = Table.withHeader(header("arm: first try, second try (95 % intervals)"));
        for (String name : armNames()) {
            table.row(row(
                    name,
                    runs.stream()
                            .map(run -> run.arm(name).map(CompareReport::tries).orElse(""))
                            .toList()));
        }
        return table;
    }

    static String tries(Arm arm) {
        return tried(arm.firstTry()) + ", " + tried(arm.secondTry());
    }

    /** With Wilson's interval. */
    private static String tried(Proportion passed) {
        Interval interval = passed.wilson();
        return "%.1f %% (%.1f - %.1f)".formatted(100 * passed.share(), 100 * interval.low(), 100 * interval.high());
    }

    private void printSampled() {
        Set<String> arms = new LinkedHashSet<>();
        runs.forEach(run -> run.sampled().arms().forEach(arm -> arms.add(arm.name())));
        if (arms.isEmpty()) {
            return;
        }
        Table table = Table.withHeader(header("sampled courses"));
        for (String name : arms) {
            table.row(row(name + ", first try", passes(name, SampledArm::firstTry)));
            table.row(row(name + ", second try", passes(name, SampledArm::secondTry)));
            if (runs.stream().anyMatch(run -> run.sampled().gain(name).isPresent())) {
                table.row(row("  avg over vanilla's first try", gains(name, SampledGain::firstTry)));
                table.row(row("  avg over vanilla's second try", gains(name, SampledGain::secondTry)));
            }
        }
        table.print();
        Terminal.result("");
    }

    private void printForgetting() {
        List<String> checks = runs.stream()
                .flatMap(run -> run.checks().stream())
                .map(ForgettingCheck::name)
                .distinct()
                .sorted()
                .toList();
        if (checks.isEmpty()) {
            return;
        }
        Table table = Table.withHeader(header("forgetting: trained over vanilla"));
        for (String name : checks) {
            table.row(row(name + ", first try", changes(name, Arm::firstTryDifference)));
            table.row(row(name + ", second try", changes(name, Arm::secondTryDifference)));
        }
        table.print();
        Terminal.result("");
    }

    private List<String> changes(String check, BiFunction<Arm, Arm, PairedDifference> difference) {
        return runs.stream()
                .map(run -> run.check(check)
                        .map(both -> GainText.of(difference.apply(both.trained(), both.vanilla())))
                        .orElse(""))
                .toList();
    }

    /** Why they are so is in the JSON, and in each run's own result. */
    private void printDecisions() {
        if (runs.stream().noneMatch(run -> run.decision().isPresent())) {
            return;
        }
        Table table = Table.withHeader(header("gate"));
        table.row(row(
                "decision",
                runs.stream()
                        .map(run -> run.decision()
                                .map(decision -> decision.verdict().label())
                                .orElse(""))
                        .toList()));
        table.print();
        Terminal.result("");
    }

    private List<String> passes(String arm, Function<SampledArm, SampledPasses> tried) {
        return runs.stream()
                .map(run -> run.sampled()
                        .arm(arm)
                        .map(tried)
                        .map(CompareReport::passes)
                        .orElse(""))
                .toList();
    }

    /** Of the run's own vanilla. */
    private List<String> gains(String arm, Function<SampledGain, PairedPasses> tried) {
        return runs.stream()
                .map(run -> run.sampled().gain(arm).map(tried).map(GainText::of).orElse(""))
                .toList();
    }

    /** What one course passes, and what the best of all does. */
    private static String passes(SampledPasses passes) {
        int most = passes.samples();
        String one = "pass@1 %.1f %%".formatted(100 * passes.average().mean());
        return most == 1
                ? one
                : "%s, pass@%d %.1f %%"
                        .formatted(one, most, 100 * passes.passAt(most).mean());
    }

    private static void print(ArmContest contest) {
        Terminal.result("%s's trained model against %s's:".formatted(contest.second(), contest.first()));
        if (contest.firstArm().isEmpty()) {
            Terminal.result("  no test task in common");
            return;
        }
        Arm first = contest.firstArm().orElseThrow();
        Arm second = contest.secondArm().orElseThrow();
        Terminal.result("  " + difference(first, second));
        if (!contest.judgedAlike()) {
            Terminal.result("  their answers were judged by different verifiers: the difference may be theirs");
        }
    }

    /** How the second run's arm is beside the first's. */
    static String difference(Arm first, Arm second) {
        return "second try %s, p %s; first try %s, p %s; %,d tasks in common"
                .formatted(
                        GainText.of(second.secondTryDifference(first)),
                        EffectReport.p(first.secondTryAgainst(second).exact()),
                        GainText.of(second.firstTryDifference(first)),
                        EffectReport.p(first.firstTryAgainst(second).exact()),
                        first.results().size());
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode all = node.putArray("runs");
        for (FinishedRun run : runs) {
            ObjectNode one = all.addObject()
                    .put("experiment", run.id().value())
                    .put("verifier", run.verifier().hex());
            ArrayNode arms = one.putArray("arms");
            run.arms().forEach(arm -> arms.add(json(arm)));
            one.set("sampled", new SampledTable(run.sampled()).json());
            ArrayNode checks = one.putArray("forgetting");
            run.checks().forEach(check -> checks.add(EffectReport.json(check)));
            run.decision()
                    .ifPresent(decision -> one.putObject("gate")
                            .put("decision", decision.verdict().label())
                            .put("reason", decision.reason()));
        }
        ObjectNode spec = node.putObject("spec");
        SpecDifference.between(runs).forEach(difference -> {
            ArrayNode values = spec.putArray(difference.key());
            difference.values().forEach(values::add);
        });
        ArrayNode contests = node.putArray("trained");
        ArmContest.between(runs, ArmName.TRAINED).forEach(contest -> contests.add(json(contest)));
        return node;
    }

    private static ObjectNode json(Arm arm) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("arm", arm.name())
                .put("tasks", arm.results().size())
                .put("first_try", arm.firstTry().share())
                .put("second_try", arm.secondTry().share());
        node.set("first_try_interval", json(arm.firstTry().wilson()));
        node.set("second_try_interval", json(arm.secondTry().wilson()));
        return node;
    }

    private static ObjectNode json(Interval interval) {
        return JsonNodeFactory.instance.objectNode().put("low", interval.low()).put("high", interval.high());
    }

    private static ObjectNode json(ArmContest contest) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("first", contest.first().value())
                .put("second", contest.second().value())
                .put("judged_alike", contest.judgedAlike())
                .put(
                        "tasks",
                        contest.firstArm().map(arm -> arm.results().size()).orElse(0));
        contest.firstArm().ifPresent(first -> {
            Arm second = contest.secondArm().orElseThrow();
            node.set("second_try", EffectReport.json(second.secondTryDifference(first)));
            node.put("p_second_try", first.secondTryAgainst(second).exact());
            node.set("first_try", EffectReport.json(second.firstTryDifference(first)));
            node.put("p_first_try", first.firstTryAgainst(second).exact());
        });
        return node;
    }
}
