package dev.r3.infra.cli;

import dev.r3.model.check.ModelCheck;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 model check}: our engine against transformers on one checkpoint. */
@Command(
        name = "check",
        description = "Compares a checkpoint, as R3 runs it, with the reference.json beside it.",
        footer = {
            "",
            "reference.json and reference.safetensors hold what transformers computed; make_fixtures.py in the tests of",
            "the model module writes them. The exit code is 1 if a group misses."
        })
final class ModelCheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The checkpoint's folder.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        CheckReport report = new CheckReport(folder, ModelFolder.read(folder, ModelCheck::run));
        if (json) {
            Terminal.result(report.json().toPrettyString());
        } else {
            report.print();
        }
        return report.exitCode().code();
    }
}
