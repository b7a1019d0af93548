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
import java.util.List;
import java.util.OptionalLong;

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
        Table table = Table.withHeader("stage", "what", "tokens", "time", "as in", "memory");
        for (PlannedStage stage : plan.stages()) {
            table.row(
                    stage.name(),
                    what(stage.outlook()),
                    tokens(stage.tokens()),
                    stage.time().map(time -> time(time.seconds())).orElse(stage.stands() ? "" : "?"),
                    stage.time().map(TimeEstimate::origin).orElse(""),
                    memory(stage.memory()));
        }
        table.row(
                "total",
                "%d of %d stages stand".formatted(plan.standing(), plan.stages().size()),
                total(),
                totalTime(),
                "",
                plan.memory() == 0 ? "" : memory(OptionalLong.of(plan.memory())));
        table.print();
        Terminal.result("");
        Terminal.result("experiment %s; nothing was started or stored".formatted(plan.experiment()));
        notes().forEach(Terminal::result);
    }

    private List<String> notes() {
        if (plan.standing() == plan.stages().size()) {
            return List.of();
        }
        return List.of(
                "tokens: written by models, validations of training aside; at most: every turn as long as the spec allows",
                "time: of earlier runs' stages with the same weights, prompts and lengths, in proportion to tasks or"
                        + " steps; one after the other, on their machine",
                "memory: an estimate, by the model's sizes");
    }

    private static String what(Outlook outlook) {
        if (outlook instanceof Outlook.Stands standing) {
            return standing.stage().explanation();
        } else if (outlook instanceof Outlook.Recomputed standing) {
            return "to compute again, and compare with %s"
                    .formatted(standing.stage().digest().abbreviated());
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

    private String total() {
        return plan.mostTokens() == 0 ? "" : "at most %,d".formatted(plan.likelyTokens());
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
                .put("standing", plan.standing())
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
            node.put("action", "reuse").put("digest", standing.stage().digest().hex());
        } else if (outlook instanceof Outlook.Recomputed standing) {
            node.put("action", "recompute")
                    .put("digest", standing.stage().digest().hex());
        } else if (outlook instanceof Outlook.Awaits awaits) {
            node.put("action", "compute").put("after", awaits.stage());
        } else if (outlook instanceof Outlook.Missing missing) {
            node.put("action", "compute").put("from_step", missing.step());
        }
        node.put("explanation", what(outlook));
        node.put("tokens_at_most", stage.tokens().most());
        stage.tokens().likely().ifPresent(likely -> node.put("tokens_likely", likely));
        stage.time().ifPresent(time -> node.put("seconds", time.seconds()).put("seconds_as_in", time.origin()));
        stage.memory().ifPresent(bytes -> node.put("memory_bytes", bytes));
        return node;
    }
}
