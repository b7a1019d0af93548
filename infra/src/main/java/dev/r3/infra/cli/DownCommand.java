package dev.r3.infra.cli;

import dev.r3.infra.local.LocalStack;
import dev.r3.infra.local.LocalWorker;
import dev.r3.infra.local.StackException;
import picocli.CommandLine.Command;

/** {@code r3 down}: ends the local stack and worker. */
@Command(name = "down", description = "Ends the local worker and services; all data stays in the home.")
final class DownCommand implements Runnable {

    @Override
    public void run() {
        try {
            LocalWorker.of(Home.current().folder()).end();
            LocalStack.of(Home.current().folder()).down();
            Terminal.notice(
                    "the local stack of %s is down".formatted(Home.current().folder()));
        } catch (StackException e) {
            throw UserError.failed(e);
        }
    }
}
