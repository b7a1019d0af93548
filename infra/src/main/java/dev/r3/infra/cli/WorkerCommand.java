package dev.r3.infra.cli;

import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.worker.Queue;
import dev.r3.infra.worker.Worker;
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
            // Closed by the hook below, when the process is told to stop.
            Worker worker = Worker.start(
                    ServiceFinder.find(),
                    EnumSet.copyOf(queues),
                    Families.load(),
                    Home.current().scratch(),
                    Home.current().checkpoints());
            Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "worker-shutdown"));
            Terminal.notice("r3 worker polls " + queues);
            new CountDownLatch(1).await();
        } catch (TemporalConnection.UnreachableException e) {
            throw UserError.failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
