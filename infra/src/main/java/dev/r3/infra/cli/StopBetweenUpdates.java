package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Lets Ctrl-C end the process between two updates only: the engine's libraries take themselves apart when a process
 * exits, and a thread that computes with them then crashes it. Says last how to go on.
 */
final class StopBetweenUpdates implements AutoCloseable {
    /** An update of the largest model here takes a few seconds. */
    private static final long LONGEST_UPDATE_SECONDS = 20;

    /** A shorter wait is not worth a word. */
    private static final long SHORT_WAIT_MILLIS = 300;

    private final ProgressDisplay display;
    private final Supplier<String> farewell;
    private final CountDownLatch halted = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endOrderly, "stop-between-updates");
    private volatile boolean computing;
    private volatile boolean stopping;

    private StopBetweenUpdates(ProgressDisplay display, Supplier<String> farewell) {
        this.display = requireNonNull(display, "display is null");
        this.farewell = requireNonNull(farewell, "farewell is null");
    }

    /**
     * Starts to watch.
     *
     * @param display is closed when the process is about to end
     * @param farewell what is said then: where it stands and how to go on
     */
    static StopBetweenUpdates open(ProgressDisplay display, Supplier<String> farewell) {
        StopBetweenUpdates stop = new StopBetweenUpdates(display, farewell);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** The engine computes from now on; before, the process may end at once. */
    void computes() {
        computing = true;
        pass();
    }

    /** Between two updates; doesn't return if the process is about to end. */
    void pass() {
        if (stopping) {
            halted.countDown();
            while (stopping) {
                LockSupport.park(this);
            }
        }
    }

    private void endOrderly() {
        stopping = true;
        display.close();
        if (Terminal.isInteractive()) {
            // Ends what the terminal shows of Ctrl-C.
            Terminal.notice("");
        }
        try {
            awaitHalt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Terminal.notice(farewell.get());
    }

    private void awaitHalt() throws InterruptedException {
        if (!computing || halted.await(SHORT_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            return;
        }
        Terminal.notice("stopping after this update ...");
        if (!halted.await(LONGEST_UPDATE_SECONDS, TimeUnit.SECONDS)) {
            Terminal.notice("the update takes too long to wait for its end");
        }
    }

    @Override
    public void close() {
        halted.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already.
        }
    }
}
