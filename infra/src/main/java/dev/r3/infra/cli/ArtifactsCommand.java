package dev.r3.infra.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code r3 artifacts}: what an experiment has made. */
@Command(
        name = "artifacts",
        description = "Lists and fetches the files of an experiment.",
        subcommands = {ArtifactsListCommand.class, ArtifactsGetCommand.class})
final class ArtifactsCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: list or get");
    }
}
