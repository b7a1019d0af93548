package dev.r3.model.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
     * Does a piece of work for each lane; the first one's in the calling thread. Returns when all are done, or throws when
     * all have ended.
     *
     * @param work by the lane's index, from 0
     * @return what came of each, by the lane's index
     * @throws RuntimeException what the lowest lane that failed threw; a cancellation, which another lane's failure may
     *     have led to, only if nothing else was thrown
     */
    public static <T> List<T> run(int lanes, IntFunction<T> work) {
        List<Outcome<T>> outcomes = new ArrayList<>();
        List<Future<T>> others = new ArrayList<>();
        try {
            for (int lane = 1; lane < lanes; lane++) {
                int index = lane;
                others.add(THREADS.submit(() -> work.apply(index)));
            }
            outcomes.add(Outcome.of(() -> work.apply(0)));
        } catch (RuntimeException | Error e) {
            // There was no thread for a lane.
            outcomes.add(new Outcome.Failed<>(e));
        }
        others.forEach(other -> outcomes.add(Outcome.of(() -> ended(other))));
        return results(outcomes);
    }

    /** What became of a lane's work. */
    private sealed interface Outcome<T> {
        /** It is done. */
        record Done<T>(T result) implements Outcome<T> {}

        /** It threw something. */
        record Failed<T>(Throwable thrown) implements Outcome<T> {}

        static <T> Outcome<T> of(Callable<T> work) {
            try {
                return new Done<>(work.call());
            } catch (ExecutionException e) {
                return new Failed<>(e.getCause() == null ? e : e.getCause());
            } catch (Exception | Error e) {
                return new Failed<>(e);
            }
        }
    }

    /** Native work can't be interrupted, and its memory is the caller's: an interruption waits, too. */
    private static <T> T ended(Future<T> lane) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return lane.get();
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

    private static <T> List<T> results(List<Outcome<T>> outcomes) {
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Outcome<T> outcome : outcomes) {
            if (outcome instanceof Outcome.Done<T> done) {
                results.add(done.result());
            } else if (outcome instanceof Outcome.Failed<T> failed) {
                failures.add(failed.thrown());
            }
        }
        if (!failures.isEmpty()) {
            throw rethrown(failures);
        }
        return results;
    }

    private static RuntimeException rethrown(List<Throwable> failures) {
        Throwable first = failures.stream()
                .filter(failure -> !(failure instanceof CancellationException))
                .findFirst()
                .orElse(failures.get(0));
        if (first instanceof Error error) {
            throw error;
        }
        return first instanceof RuntimeException exception ? exception : new IllegalStateException(first);
    }
}
