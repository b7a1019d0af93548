package dev.r3.tests.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.report.ReportStage;
import dev.r3.model.benchmark.Machine;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Writes a generated experiment's report: {@code java ... ReportProgram FOLDER INPUT.json}, e.g. in a small heap. */
final class ReportProgram {
    static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

    /** Any: nothing is computed on it. */
    static final Machine MACHINE = new Machine("a processor", 2, 2, "17", "2.7", List.of());

    private static final Instant WRITTEN = Instant.parse("2026-11-22T12:34:56.789Z");

    private ReportProgram() {}

    public static void main(String[] arguments) throws IOException {
        GeneratedExperiment experiment = new GeneratedExperiment(Path.of(arguments[0]), 1, List.of());
        write(experiment, JSON.readValue(Path.of(arguments[1]).toFile(), ReportInput.class));
    }

    static StageResult write(GeneratedExperiment experiment, ReportInput input) {
        return write(experiment, input, MACHINE);
    }

    static StageResult write(GeneratedExperiment experiment, ReportInput input, Machine machine) {
        return new ReportStage(
                        experiment.stages(),
                        experiment.store(),
                        TaskFamilies.load(List.of()),
                        () -> machine,
                        Clock.fixed(WRITTEN, ZoneOffset.UTC))
                .run(input, WorkListener.SILENT);
    }

    /** Fetches a file of the written report. */
    static Path file(GeneratedExperiment experiment, StageResult report, String name) {
        return experiment.stages().download(report, name, experiment.folder().resolve("report"));
    }

    /** Reads a file in JSON of the written report. */
    static JsonNode json(GeneratedExperiment experiment, StageResult report, String name) throws IOException {
        return new ObjectMapper().readTree(file(experiment, report, name).toFile());
    }
}
