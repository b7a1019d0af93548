package dev.r3.infra.cli;

import dev.r3.model.check.GrpoCheck;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code r3 grpo check}: our training against TRL on one reference. */
@Command(
        name = "check",
        description = "Compares GRPO trainings, as R3 runs them, with what TRL computed.",
        footer = {
            "",
            "grpo_reference.json and grpo_reference.safetensors hold what TRL computed, and name the checkpoint;",
            "make_grpo_reference.py in the tests of the model module writes them. All cases run three steps of AdamW on",
            "the same batch. Differences are absolute, relative, or scaled: relative above 1, absolute below. A weight",
            "whose gradient is smaller than float32 resolves may move either way in the first step; what that leaves open",
            "of a change is no difference. The exit code is 1 if a group misses."
        })
final class GrpoCheckCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "The reference's folder.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        CheckReport report = new CheckReport(folder, ModelFolder.read(folder, "a GRPO reference's", GrpoCheck::run));
        if (json) {
            Terminal.result(report.json().toPrettyString());
        } else {
            report.print();
        }
        return report.exitCode().code();
    }
}
