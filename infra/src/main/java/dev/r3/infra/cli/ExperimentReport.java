package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.settings.Services;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.StageResult;
import java.time.Clock;
import java.util.Locale;

/** The end of {@code r3 run}: what came out, and where to look at it. */
final class ExperimentReport {

    private final ExperimentResult result;
    private final Services services;
    private final ArtifactStore store;
    private final Stages stages;

    ExperimentReport(ExperimentResult result, Services services, ArtifactStore store) {
        this.result = result;
        this.services = services;
        this.store = store;
        this.stages = new Stages(store, Home.current().scratch(), Clock.systemUTC());
    }

    void print() {
        for (StageResult stage : result.stages()) {
            Manifest manifest = stages.manifest(stage);
            Terminal.result("%s: %s".formatted(stage.kind().label(), stage.explanation()));
            DatasetProfileTable.print(manifest.summary());
        }
        Terminal.result("");
        Table links = Table.withHeader("experiment", result.id().value());
        result.stages()
                .forEach(stage ->
                        links.row("manifest", store.address(stage.manifest().key())));
        links.row(
                "MLflow",
                result.run().delivered()
                        ? result.run().link()
                        : "waits: " + result.run().note());
        services.temporalUi(result.id().value()).ifPresent(link -> links.row("Temporal", link));
        links.print();
    }

    void printJson() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("experiment", result.id().value());
        var list = json.putArray("stages");
        for (StageResult stage : result.stages()) {
            JsonNode summary = stages.manifest(stage).summary();
            list.addObject()
                    .put("stage", stage.kind().label())
                    .put("digest", stage.digest().hex())
                    .put("content", stage.content().hex())
                    .put("origin", stage.origin().name().toLowerCase(Locale.ROOT))
                    .put("explanation", stage.explanation())
                    .put("manifest", store.address(stage.manifest().key()))
                    .set("summary", summary);
        }
        json.putObject("mlflow")
                .put("run", result.run().runId())
                .put("link", result.run().link())
                .put("note", result.run().note());
        Terminal.result(json.toPrettyString());
    }
}
