package dev.r3.infra.cli;

import dev.r3.activities.failure.FileFailures;
import dev.r3.infra.local.WorkerScratch;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.worker.Queue;
import dev.r3.infra.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code r3 worker}: works until it is told to stop. */
@Command(name = "worker", description = "Polls task queues and does their work, until stopped.")
final class WorkerCommand implements Runnable {

    @Option(
            names = "--queues",
            split = ",",
            defaultValue = "control,cpu,gpu",
            paramLabel = "QUEUE",
            description = "Which kinds of work to take: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private List<Queue> queues = List.of();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Override
    public void run() {
        threads.apply();
        FullHeap.endsTheProcess();
        try {
            // Both are closed by the hook below, when the process is told to stop.
            WorkerScratch scratch = scratch();
            Worker worker = Worker.start(
                    ServiceFinder.find(),
                    EnumSet.copyOf(queues),
                    Families.load(),
                    scratch.folder(),
                    Home.current().checkpoints());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker, scratch), "worker-shutdown"));
            BackgroundWorker.works();
            Terminal.notice("r3 worker polls " + queues);
            new CountDownLatch(1).await();
        } catch (TemporalConnection.UnreachableException e) {
            throw UserError.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static WorkerScratch scratch() throws InterruptedException {
        Path root = Home.current().scratch();
        try {
            return WorkerScratch.begin(root);
        } catch (IOException e) {
            throw UserError.failed("cannot use %s: %s".formatted(root, FileFailures.explain(e, root)));
        }
    }

    private static void end(Worker worker, WorkerScratch scratch) {
        worker.close();
        try {
            scratch.close();
        } catch (IOException e) {
            Terminal.error("cannot remove %s: %s".formatted(scratch.folder(), FileFailures.explain(e)));
        }
    }
}
