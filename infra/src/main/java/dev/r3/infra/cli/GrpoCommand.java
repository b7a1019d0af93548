package dev.r3.infra.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code r3 grpo}: the training method. */
@Command(
        name = "grpo",
        description = "Looks into the training method.",
        subcommands = {GrpoCheckCommand.class})
final class GrpoCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: check");
    }
}
