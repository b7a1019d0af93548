package dev.r3.infra.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code r3 track}: what MLflow shows. */
@Command(
        name = "track",
        description = "Brings MLflow up to date with runs.",
        subcommands = {TrackSyncCommand.class})
final class TrackCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: sync");
    }
}
