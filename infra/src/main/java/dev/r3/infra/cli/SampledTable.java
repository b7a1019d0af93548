package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.evaluation.SampledArm;
import dev.r3.model.evaluate.SampledPasses;
import dev.r3.model.evaluate.TaskMean;
import java.util.ArrayList;
import java.util.List;

/** What sampled courses showed, for people and for scripts; nothing if there were none. */
record SampledTable(List<SampledArm> arms) {
    SampledTable {
        requireNonNull(arms, "arms is null");
        arms = List.copyOf(arms);
    }

    void print() {
        if (arms.isEmpty()) {
            return;
        }
        SampledPasses any = arms.get(0).firstTry();
        List<String> heads = new ArrayList<>(List.of("sampled", ""));
        any.shown().forEach(k -> heads.add("pass@" + k));
        Table table = Table.withHeader(heads.toArray(String[]::new));
        for (SampledArm arm : arms) {
            table.row(row(arm.weights(), "first try", arm.firstTry()));
            table.row(row("", "second try", arm.secondTry()));
        }
        Terminal.result("");
        table.print();
        Terminal.result("");
        Terminal.result("%,d test tasks, %,d sampled courses each; pass@k without bias, pass@1 is avg@%d"
                .formatted(any.total(), any.samples(), any.samples()));
    }

    private static String[] row(String arm, String what, SampledPasses passes) {
        List<String> cells = new ArrayList<>(List.of(arm, what));
        passes.shown()
                .forEach(k ->
                        cells.add("%.1f %%".formatted(100 * passes.passAt(k).mean())));
        return cells.toArray(String[]::new);
    }

    ArrayNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (SampledArm arm : arms) {
            ObjectNode node = all.addObject()
                    .put("arm", arm.weights())
                    .put("tasks", arm.firstTry().total())
                    .put("samples", arm.firstTry().samples());
            node.set("first_try", json(arm.firstTry()));
            node.set("second_try", json(arm.secondTry()));
        }
        return all;
    }

    private static ObjectNode json(SampledPasses passes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("average", json(passes.average()));
        passes.shown().forEach(k -> node.withObject("/pass_at").set(Integer.toString(k), json(passes.passAt(k))));
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
