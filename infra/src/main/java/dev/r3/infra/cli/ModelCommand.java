package dev.r3.infra.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code r3 model}: checkpoints. */
@Command(
        name = "model",
        description = "Looks into, talks with and makes checkpoints as Hugging Face publishes them.",
        subcommands = {
            ModelCheckCommand.class,
            ModelInfoCommand.class,
            ModelChatCommand.class,
            ModelPretrainCommand.class
        })
final class ModelCommand implements Runnable {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: check, info, chat or pretrain");
    }
}
