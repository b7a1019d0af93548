package dev.r3.infra.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code r3 data}: data sets. */
@Command(
        name = "data",
        description = "Makes and reads data sets.",
        subcommands = {DataGenerateCommand.class, DataIngestCommand.class})
final class DataCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: generate or ingest");
    }
}
