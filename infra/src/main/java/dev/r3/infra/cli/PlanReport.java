package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.infra.plan.Outlook;
import dev.r3.infra.plan.PlannedStage;
import dev.r3.infra.plan.RunPlan;
import dev.r3.infra.plan.TimeEstimate;
import dev.r3.infra.plan.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A {@link RunPlan} for people and programs. */
record PlanReport(RunPlan plan) {
    PlanReport {
        requireNonNull(plan, "plan is null");
    }

    void print(boolean json) {
        if (json) {
            Terminal.result(json().toPrettyString());
            return;
        }
        Table table = Table.withHeader("stage", "what", "tokens", "time", "memory");
        for (PlannedStage stage : plan.stages()) {
            table.row(
                    stage.name(),
                    what(stage.outlook()),
                    tokens(stage.tokens()),
                    stage.time().map(time -> time(time.seconds())).orElse(stage.stands() ? "" : "?"),
                    memory(stage.memory()));
        }
        table.row(
                "total",
                "%d of %d stages reused".formatted(plan.reused(), plan.stages().size()),
                total(),
                totalTime(),
                plan.memory() == 0 ? "" : memory(OptionalLong.of(plan.memory())));
        table.print();
        Terminal.result("");
        Terminal.result("experiment %s; nothing was started or stored".formatted(plan.experiment()));
        notes().forEach(Terminal::result);
    }

    /** What the numbers are, as far as there are some. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (plan.mostTokens() > 0) {
            notes.add(
                    "tokens: written by models, validations of training aside; about: by what an earlier run wrote; at most: if each turn were as long as it may");
        }
        String origins = plan.stages().stream()
                .flatMap(stage -> stage.time().stream())
                .map(TimeEstimate::origin)
                .filter(origin -> !origin.equals(TimeEstimate.NOW))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!origins.isEmpty()) {
            notes.add("time: one stage after the other, for each task or step as long as in " + origins);
        }
        if (plan.untimed() > 0) {
            notes.add("?: no earlier run in the artifact store did the same work");
        }
        if (plan.memory() > 0) {
            notes.add("memory: of a worker's process, estimated by the model's sizes");
        }
        return notes;
    }

    private static String what(Outlook outlook) {
        if (outlook instanceof Outlook.Stands standing) {
            return "reused from " + standing.experiment();
        } else if (outlook instanceof Outlook.Recomputed standing) {
            return "to compute again, and compare with " + standing.experiment();
        } else if (outlook instanceof Outlook.Awaits awaits) {
            return "to compute after " + awaits.stage();
        }
        long step = ((Outlook.Missing) outlook).step();
        return step == 0 ? "to compute" : "to compute from step " + step;
    }

    private static String tokens(Tokens tokens) {
        if (tokens.most() == 0) {
            return "";
        }
        return tokens.likely().isPresent()
                ? "about %,d".formatted(tokens.likely().getAsLong())
                : "at most %,d".formatted(tokens.most());
    }

    /** A bound where each part is one. */
    String total() {
        if (plan.mostTokens() == 0) {
            return "";
        }
        return (plan.areTokensBounded() ? "at most %,d" : "about %,d").formatted(plan.likelyTokens());
    }

    private String totalTime() {
        String known = time(plan.seconds());
        if (plan.untimed() == 0) {
            return known;
        }
        return plan.seconds() == 0 ? "?" : "at least " + known;
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 1) {
            return "< 1 s";
        } else if (whole < 120) {
            return whole + " s";
        } else if (whole < 7200) {
            return "%d min".formatted(Math.round(seconds / 60));
        }
        return "%,d h %d min".formatted(whole / 3600, whole / 60 % 60);
    }

    private static String memory(OptionalLong bytes) {
        return bytes.isPresent() ? "%,.1f GB".formatted(bytes.getAsLong() / 1e9) : "";
    }

    private ObjectNode json() {
        ObjectNode all = JsonNodeFactory.instance
                .objectNode()
                .put("experiment", plan.experiment().value());
        ArrayNode stages = all.putArray("stages");
        plan.stages().forEach(stage -> stages.add(json(stage)));
        all.putObject("total")
                .put("reused", plan.reused())
                .put("tokens_at_most", plan.mostTokens())
                .put("tokens_likely_at_most", plan.likelyTokens())
                .put("seconds", plan.seconds())
                .put("stages_of_unknown_time", plan.untimed())
                .put("memory_bytes", plan.memory());
        return all;
    }

    private static ObjectNode json(PlannedStage stage) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("stage", stage.name());
        Outlook outlook = stage.outlook();
        if (outlook instanceof Outlook.Stands standing) {
            node.put("action", "reuse")
                    .put("digest", standing.stage().digest().hex())
                    .put("experiment", standing.experiment());
        } else if (outlook instanceof Outlook.Recomputed standing) {
            node.put("action", "recompute")
                    .put("digest", standing.stage().digest().hex())
                    .put("experiment", standing.experiment());
        } else if (outlook instanceof Outlook.Awaits awaits) {
            node.put("action", "compute").put("after", awaits.stage());
        } else if (outlook instanceof Outlook.Missing missing) {
            node.put("action", "compute").put("from_step", missing.step());
        }
        node.put("tokens_at_most", stage.tokens().most());
        stage.tokens().likely().ifPresent(likely -> node.put("tokens_likely", likely));
        stage.time().ifPresent(time -> node.put("seconds", time.seconds()).put("seconds_as_in", time.origin()));
        stage.memory().ifPresent(bytes -> node.put("memory_bytes", bytes));
        return node;
    }
}
