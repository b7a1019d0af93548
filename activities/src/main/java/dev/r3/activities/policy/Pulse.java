package dev.r3.activities.policy;

import dev.r3.workflows.contract.Heartbeat;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
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
    private final AtomicReference<Heartbeat> newest;
    private final AtomicReference<ActivityCompletionException> end = new AtomicReference<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread beating = new Thread(work, "r3-heartbeat");
        beating.setDaemon(true);
        return beating;
    });

    private Pulse(ActivityExecutionContext context, String stage, String unit) {
        this.context = context;
        this.stage = stage;
        this.unit = unit;
        this.newest = new AtomicReference<>(new Heartbeat(stage, unit, 0, 0));
    }

    /**
     * Begins.
     *
     * @param stage its name in the experiment
     * @param unit what is counted, such as {@code tasks}
     */
    public static Pulse start(ActivityExecutionContext context, String stage, String unit) {
        Pulse pulse = new Pulse(context, stage, unit);
        pulse.thread.scheduleAtFixedRate(pulse::beat, 0, MILLIS, TimeUnit.MILLISECONDS);
        return pulse;
    }

    private void beat() {
        try {
            context.heartbeat(newest.get());
        } catch (ActivityCompletionException wantedNoMore) {
            end.compareAndSet(null, wantedNoMore);
        }
    }

    @Override
    public void progressed(long done, long total) {
        newest.set(new Heartbeat(stage, unit, done, total));
        ActivityCompletionException wantedNoMore = end.get();
        if (wantedNoMore != null) {
            throw wantedNoMore;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
