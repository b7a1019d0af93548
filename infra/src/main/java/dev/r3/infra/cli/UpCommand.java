package dev.r3.infra.cli;

import picocli.CommandLine.Command;

/** {@code r3 up}: starts the local stack. A worker that lives finds what has moved or was missing. */
@Command(
        name = "up",
        description = "Starts the services that are not configured: Temporal, S3 and MLflow on 127.0.0.1.")
final class UpCommand implements Runnable {

    @Override
    public void run() {
        BackgroundWorker.follow(ServiceFinder.start());
        StatusCommand.print();
    }
}
