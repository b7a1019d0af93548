package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.evaluation.SampledGain;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.model.evaluate.PairedPasses;
import dev.r3.model.evaluate.SampledPasses;
import dev.r3.model.evaluate.TaskMean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What sampled courses showed, for people and for scripts; nothing if there were none. */
record SampledTable(SampledResults results) {
    SampledTable {
        requireNonNull(results, "results is null");
    }

    void print() {
        List<SampledArm> arms = results.arms();
        if (arms.isEmpty()) {
            return;
        }
        SampledPasses any = arms.get(0).firstTry();
        List<String> heads = new ArrayList<>(List.of("sampled", ""));
        any.shown().forEach(k -> heads.add("pass@" + k));
        heads.add("avg@%d over vanilla".formatted(any.samples()));
        Table table = Table.withHeader(heads.toArray(String[]::new));
        for (SampledArm arm : arms) {
            table.row(row(arm.name(), "first try", arm.firstTry(), gain(arm, SampledGain::firstTry)));
            table.row(row("", "second try", arm.secondTry(), gain(arm, SampledGain::secondTry)));
        }
        Terminal.result("");
        table.print();
        Terminal.result("");
        Terminal.result("%,d test tasks, %,d sampled courses each; pass@k without bias, pass@1 is avg@%d"
                .formatted(any.total(), any.samples(), any.samples()));
        Stream.concat(results.overControls().stream(), results.overTaskGrpo().stream())
                .forEach(gain -> Terminal.result("%s over %s, second try, avg@%d: %s"
                        .formatted(gain.arm(), gain.over(), any.samples(), GainText.of(gain.secondTry()))));
        Terminal.result("gains: task by task, with Student's interval for pairs");
    }

    private static String[] row(String arm, String what, SampledPasses passes, String gain) {
        List<String> cells = new ArrayList<>(List.of(arm, what));
        passes.shown()
                .forEach(k ->
                        cells.add("%.1f %%".formatted(100 * passes.passAt(k).mean())));
        cells.add(gain);
        return cells.toArray(String[]::new);
    }

    private String gain(SampledArm arm, Function<SampledGain, PairedPasses> tried) {
        return results.gain(arm.name()).map(tried).map(GainText::of).orElse("");
    }

    ArrayNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (SampledArm arm : results.arms()) {
            ObjectNode node = all.addObject()
                    .put("arm", arm.name())
                    .put("tasks", arm.firstTry().total())
                    .put("samples", arm.firstTry().samples());
            node.set("first_try", json(arm.firstTry()));
            node.set("second_try", json(arm.secondTry()));
            results.gain(arm.name()).ifPresent(gain -> {
                node.set("first_try_gain", json(gain.firstTry()));
                node.set("second_try_gain", json(gain.secondTry()));
            });
            results.overControls().stream()
                    .filter(gain -> gain.arm().equals(arm.name()))
                    .forEach(gain -> node.set("second_try_gain_over_no_reflection", json(gain.secondTry())));
            results.overTaskGrpo()
                    .filter(gain -> gain.arm().equals(arm.name()))
                    .ifPresent(gain -> node.set("second_try_gain_over_task_grpo", json(gain.secondTry())));
        }
        return all;
    }

    private static ObjectNode json(SampledPasses passes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("average", json(passes.average()));
        passes.shown().forEach(k -> node.withObject("/pass_at").set(Integer.toString(k), json(passes.passAt(k))));
        return node;
    }

    private static ObjectNode json(PairedPasses pairs) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("gain", pairs.difference());
        pairs.interval().ifPresent(interval -> node.put("low", interval.low()).put("high", interval.high()));
        return node;
    }

    private static ObjectNode json(TaskMean value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mean", value.mean())
                .put("low", value.interval().low())
                .put("high", value.interval().high());
    }
}
