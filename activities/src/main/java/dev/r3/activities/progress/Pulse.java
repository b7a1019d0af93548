package dev.r3.activities.progress;

import dev.r3.workflows.contract.Heartbeat;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An activity's heartbeats, sent by a thread of their own: loading a model or a single step may take longer than the
 * server would wait. When the server wants the activity no more, the next progress ends it.
 */
public final class Pulse implements WorkListener, AutoCloseable {
    private static final long MILLIS = 1_000;

    private final ActivityExecutionContext context;
    private final String stage;
    private final String unit;
    private final OptionalLong end;
    private volatile Progress newest = Progress.NONE;
    private final AtomicReference<ActivityCompletionException> ended = new AtomicReference<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread beating = new Thread(work, "r3-heartbeat");
        beating.setDaemon(true);
        return beating;
    });

    private Pulse(ActivityExecutionContext context, String stage, String unit, OptionalLong end) {
        this.context = context;
        this.stage = stage;
        this.unit = unit;
        this.end = end;
    }

    /**
     * What was told last.
     *
     * @param pace empty before anything was told
     */
    private record Progress(Optional<Pace> pace, long total, Optional<String> checkpoint) {
        static final Progress NONE = new Progress(Optional.empty(), 0, Optional.empty());

        Progress then(long done, long all, long now) {
            return new Progress(
                    Optional.of(pace.map(before -> before.then(done, now)).orElseGet(() -> Pace.begin(done, now))),
                    all,
                    checkpoint);
        }

        Progress kept(String at) {
            return new Progress(pace, total, Optional.of(at));
        }
    }

    /**
     * Begins.
     *
     * @param stage its name in the experiment
     * @param unit what is counted, such as {@code tasks}
     */
    public static Pulse start(ActivityExecutionContext context, String stage, String unit) {
        return start(new Pulse(context, stage, unit, OptionalLong.empty()));
    }

    /**
     * Begins a part of a stage.
     *
     * @param end how much of the stage is done when the part is
     */
    public static Pulse startPart(ActivityExecutionContext context, String stage, String unit, long end) {
        return start(new Pulse(context, stage, unit, OptionalLong.of(end)));
    }

    private static Pulse start(Pulse pulse) {
        // It ends with its thread.
        var unused = pulse.thread.scheduleAtFixedRate(pulse::beat, 0, MILLIS, TimeUnit.MILLISECONDS);
        return pulse;
    }

    private Heartbeat heartbeat(Progress progress) {
        long total = progress.total();
        long last = end.orElse(total);
        return new Heartbeat(
                stage,
                unit,
                progress.pace().map(Pace::done).orElse(0L),
                total,
                last,
                progress.pace().flatMap(pace -> pace.secondsLeft(last, System.nanoTime())),
                progress.checkpoint());
    }

    private void beat() {
        try {
            context.heartbeat(heartbeat(newest));
        } catch (ActivityCompletionException wantedNoMore) {
            ended.compareAndSet(null, wantedNoMore);
        }
    }

    @Override
    public synchronized void progressed(long done, long total) {
        newest = newest.then(done, total, System.nanoTime());
        ActivityCompletionException wantedNoMore = ended.get();
        if (wantedNoMore != null) {
            throw wantedNoMore;
        }
    }

    @Override
    public synchronized void kept(String checkpoint) {
        newest = newest.kept(checkpoint);
    }

    @Override
    public void close() {
        // A beat that is being sent goes through: the SDK would log one that is broken off as failed, with its trace.
        thread.shutdown();
    }
}
