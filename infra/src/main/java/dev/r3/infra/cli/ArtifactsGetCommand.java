package dev.r3.infra.cli;

import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 artifacts get}: a stage's files, here. */
@Command(name = "get", description = "Fetches the files of an experiment's stage.")
final class ArtifactsGetCommand implements Runnable {

    @Mixin
    private ExperimentParameter experiment = new ExperimentParameter();

    @Parameters(
            index = "1",
            paramLabel = "STAGE",
            description = "Such as train (a checkpoint that transformers loads, metrics.jsonl, trajectories.parquet),"
                    + " attempts, dataset, evaluation/trained.")
    private String stage = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder that the files go to.")
    private Path out = Path.of("");

    @Override
    public void run() {
        Pipeline.use(pipeline -> {
            List<NamedStage> stages = ExperimentStages.of(pipeline, experiment.id(), "r3 artifacts get");
            StageResult found = stages.stream()
                    .filter(named -> named.name().equals(stage))
                    .findFirst()
                    .orElseThrow(() -> UserError.usage(
                            "'%s' is no stage of %s; it has %s".formatted(stage, experiment.id(), names(stages))))
                    .result();
            Path folder = out.toAbsolutePath().normalize();
            pipeline.stages()
                    .manifest(found)
                    .files()
                    .keySet()
                    .forEach(name -> Terminal.result(
                            pipeline.stages().download(found, name, folder).toString()));
        });
    }

    private static String names(List<NamedStage> stages) {
        return stages.stream().map(NamedStage::name).collect(Collectors.joining(", "));
    }
}
