package dev.r3.model.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/** Has lanes compute at the same time, each in a thread. */
public final class Lanes {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "lane");
        thread.setDaemon(true);
        return thread;
    });

    private Lanes() {}

    /**
     * Does a piece of work for each lane; the first one's in the calling thread. Returns when all are done.
     *
     * @param work by the lane's index, from 0
     * @return what came of each, by the lane's index
     * @throws RuntimeException what the first piece that failed threw
     */
    public static <T> List<T> run(int lanes, IntFunction<T> work) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        IntFunction<T> watched = lane -> {
            try {
                return work.apply(lane);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                throw e;
            }
        };
        List<Future<T>> others = new ArrayList<>();
        for (int lane = 1; lane < lanes; lane++) {
            int index = lane;
            others.add(THREADS.submit(() -> watched.apply(index)));
        }
        List<T> results = new ArrayList<>();
        try {
            results.add(watched.apply(0));
        } catch (RuntimeException | Error e) {
            // Thrown below, when nobody computes any more.
        }
        others.forEach(other -> await(other, results));
        rethrow(failure.get());
        return results;
    }

    /** Native work can't be interrupted, and its memory is the caller's: an interruption waits, too. */
    private static <T> void await(Future<T> lane, List<T> results) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    results.add(lane.get());
                    return;
                } catch (ExecutionException e) {
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void rethrow(@org.jspecify.annotations.Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
