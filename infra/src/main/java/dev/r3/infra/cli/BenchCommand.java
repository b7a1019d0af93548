package dev.r3.infra.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code r3 bench}: how fast this machine is. */
@Command(
        name = "bench",
        description = "Measures the engine beside what the machine can do.",
        subcommands = {BenchGenerateCommand.class, BenchR3StepCommand.class})
final class BenchCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: generate or r3-step");
    }
}
