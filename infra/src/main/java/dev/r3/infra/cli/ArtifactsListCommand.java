package dev.r3.infra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.NamedStage;
import java.util.List;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code r3 artifacts list}: an experiment's files, and where they lie. */
@Command(name = "list", description = "Lists the files of an experiment's stages with their sizes and addresses.")
final class ArtifactsListCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Option(names = "--json", description = "Print JSON, with the files' SHA-256.")
    private boolean json;

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            List<NamedStage> stages = ExperimentStages.of(pipeline, experiment.id(), "r3 artifacts list");
            if (json) {
                printJson(pipeline, stages);
            } else {
                print(pipeline, stages);
            }
        });
    }

    private static void print(Pipeline pipeline, List<NamedStage> stages) {
        Table table = Table.withHeader("stage", "file", "bytes", "address");
        for (NamedStage stage : stages) {
            files(pipeline, stage)
                    .forEach((name, file) -> table.row(
                            stage.name(),
                            name,
                            "%,d".formatted(file.size()),
                            pipeline.store().address(file.key())));
        }
        table.print();
    }

    private static void printJson(Pipeline pipeline, List<NamedStage> stages) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (NamedStage stage : stages) {
            files(pipeline, stage)
                    .forEach((name, file) -> array.addObject()
                            .put("stage", stage.name())
                            .put("file", name)
                            .put("bytes", file.size())
                            .put("sha256", file.sha256().hex())
                            .put("address", pipeline.store().address(file.key())));
        }
        Terminal.result(array.toPrettyString());
    }

    private static SortedMap<String, ArtifactRef> files(Pipeline pipeline, NamedStage stage) {
        return pipeline.stages().manifest(stage.result()).files();
    }
}
