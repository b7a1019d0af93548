package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.promotion.DecidedGate;
import dev.r3.activities.promotion.PromotionDecision;
import dev.r3.activities.report.ReportStage;
import dev.r3.infra.effect.EffectReader;
import dev.r3.infra.effect.EffectResult;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.util.Locale;

/** The end of {@code r3 run}: what came out, and where to look at it. */
final class ExperimentReport {

    private final Pipeline pipeline;
    private final ExperimentInput input;
    private final ExperimentResult result;

    ExperimentReport(Pipeline pipeline, ExperimentInput input, ExperimentResult result) {
        this.pipeline = pipeline;
        this.input = input;
        this.result = result;
    }

    void print(boolean json) {
        if (json) {
            printJson();
        } else {
            print();
        }
    }

    private void print() {
        for (NamedStage stage : result.stages()) {
            Terminal.result("%s: %s".formatted(stage.name(), stage.result().explanation()));
            if (stage.name().equals(StageKind.DATASET.label())) {
                DatasetProfileTable.print(
                        pipeline.stages().manifest(stage.result()).summary());
            }
        }
        if (input.until().compareTo(StageKind.EVALUATION) >= 0) {
            Terminal.result("");
            effect().print();
        }
        DecidedGate.among(result.stages(), pipeline.stages())
                .map(DecidedGate::decision)
                .ifPresent(ExperimentReport::print);
        Terminal.result("");
        Table links = Table.withHeader("experiment", result.id().value());
        links.row("MLflow", result.run().delivered() ? result.run().link() : "waits: " + note(result));
        pipeline.services().temporalUi(result.id().value()).ifPresent(link -> links.row("Temporal", link));
        ReportStage.among(result.stages())
                .ifPresent(stage ->
                        links.row("report", "./r3 report " + result.id().value() + " --open"));
        links.print();
    }

    private static void print(PromotionDecision decision) {
        Terminal.result("");
        Terminal.result("gate: %s, as %s".formatted(decision.verdict().label(), decision.reason()));
    }

    private void printJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("experiment", result.id().value());
        var list = json.putArray("stages");
        for (NamedStage named : result.stages()) {
            StageResult stage = named.result();
            JsonNode summary = pipeline.stages().manifest(stage).summary();
            list.addObject()
                    .put("stage", named.name())
                    .put("digest", stage.digest().hex())
                    .put("content", stage.content().hex())
                    .put("origin", stage.origin().name().toLowerCase(Locale.ROOT))
                    .put("explanation", stage.explanation())
                    .put("manifest", pipeline.store().address(stage.manifest().key()))
                    .set("summary", summary);
        }
        if (input.until().compareTo(StageKind.EVALUATION) >= 0) {
            json.set("effect", effect().json());
        }
        json.putObject("mlflow")
                .put("run", result.run().runId())
                .put("link", result.run().link())
                .put("note", note(result));
        Terminal.result(json.toPrettyString());
    }

    /** Why MLflow lacks the run, and how it comes to it; empty if it has it. */
    static String note(ExperimentResult result) {
        return result.run().delivered()
                ? ""
                : "%s; `./r3 track sync %s` delivers it".formatted(result.run().note(), result.id());
    }

    private EffectReport effect() {
        ExperimentInputs inputs = new ExperimentInputs(
                Families.load(),
                pipeline.stages(),
                new CheckpointFolders(Home.current().checkpoints(), pipeline.stages(), pipeline.store()));
        EffectResult effect =
                new EffectReader(input, pipeline.store(), pipeline.stages(), inputs).read(result.stages());
        return new EffectReport(input.spec(), effect);
    }
}
