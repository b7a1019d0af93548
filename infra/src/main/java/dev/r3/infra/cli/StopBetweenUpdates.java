package dev.r3.infra.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets Ctrl-C end the process between two updates only: the engine's libraries take themselves apart when a process
 * exits, and a thread that computes with them then crashes it.
 */
final class StopBetweenUpdates implements AutoCloseable {
    /** An update of the largest model here takes a few seconds. */
    private static final long LONGEST_UPDATE_SECONDS = 20;

    private final CountDownLatch halted = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitHalt, "stop-between-updates");
    private volatile boolean stopping;

    private StopBetweenUpdates() {}

    static StopBetweenUpdates open() {
        StopBetweenUpdates stop = new StopBetweenUpdates();
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
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

    private void awaitHalt() {
        stopping = true;
        try {
            if (!halted.await(LONGEST_UPDATE_SECONDS, TimeUnit.SECONDS)) {
                Terminal.notice("the update takes too long to wait for its end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        halted.countDown();
        if (!stopping) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
