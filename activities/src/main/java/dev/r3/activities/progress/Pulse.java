package dev.r3.activities.progress;

import dev.r3.activities.failure.MemoryFailure;
import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.OomKills;
import dev.r3.workflows.contract.StagePart;
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
 *
 * <p>They also carry what the machine's kernel has ended for want of memory. An attempt during which that count rose, and
 * which could not say so itself, ran out of memory; twice is final.
 */
public final class Pulse implements WorkListener, AutoCloseable {
    private static final long MILLIS = 1_000;
    private static final int MOST_SHORTAGES = 1;

    private final ActivityExecutionContext context;
    private final String stage;
    private final String unit;
    private final OptionalLong end;
    private final OomKiller killer;
    private final int shortages;
    private volatile Progress newest = Progress.NONE;
    private final AtomicReference<ActivityCompletionException> ended = new AtomicReference<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread beating = new Thread(work, "r3-heartbeat");
        beating.setDaemon(true);
        return beating;
    });

    private Pulse(ActivityExecutionContext context, String stage, String unit, OptionalLong end, OomKiller killer) {
        this.context = context;
        this.stage = stage;
        this.unit = unit;
        this.end = end;
        this.killer = killer;
        this.shortages = killer.kills()
                .map(now -> now.after(earlier(context)).attempts())
                .orElse(0);
    }

    private static Optional<OomKills> earlier(ActivityExecutionContext context) {
        return context.getHeartbeatDetails(Heartbeat.class).flatMap(Heartbeat::oomKills);
    }

    /**
     * What was told last.
     *
     * @param pace empty before anything was told
     */
    private record Progress(Optional<Pace> pace, long total, Optional<Part> part, Optional<String> checkpoint) {
        static final Progress NONE = new Progress(Optional.empty(), 0, Optional.empty(), Optional.empty());

        Progress then(long done, long all, long now) {
            return new Progress(
                    Optional.of(pace.map(before -> before.then(done, now)).orElseGet(() -> Pace.begin(done, now))),
                    all,
                    part,
                    checkpoint);
        }

        Progress of(Part theOne) {
            return new Progress(pace, total, Optional.of(theOne), checkpoint);
        }

        Progress kept(String at) {
            return new Progress(pace, total, part, Optional.of(at));
        }
    }

    /** As {@link WorkListener#part}. */
    private record Part(StagePart of, long end) {}

    /**
     * Begins.
     *
     * @param stage its name in the experiment
     * @param unit what is counted, such as {@code tasks}
     * @throws MemoryFailure if two attempts have run out of memory
     */
    public static Pulse start(ActivityExecutionContext context, String stage, String unit) {
        return start(new Pulse(context, stage, unit, OptionalLong.empty(), OomKiller.here()));
    }

    /**
     * Begins a part of a stage.
     *
     * @param end how much of the stage is done when the part is
     * @throws MemoryFailure if two attempts have run out of memory
     */
    public static Pulse startPart(ActivityExecutionContext context, String stage, String unit, long end) {
        return start(new Pulse(context, stage, unit, OptionalLong.of(end), OomKiller.here()));
    }

    /** Of a kernel whose files are elsewhere. */
    static Pulse start(ActivityExecutionContext context, String stage, String unit, OomKiller killer) {
        return start(new Pulse(context, stage, unit, OptionalLong.empty(), killer));
    }

    private static Pulse start(Pulse pulse) {
        if (pulse.shortages > MOST_SHORTAGES) {
            throw new MemoryFailure(
                    "memory ran out: the kernel ended the worker of this work, and so once more; give the worker more memory, or, where a model works, lower policy.cache-tokens, policy.context-tokens or train.micro-batch-tokens, or use a smaller model");
        }
        // It ends with its thread.
        var unused = pulse.thread.scheduleAtFixedRate(pulse::beat, 0, MILLIS, TimeUnit.MILLISECONDS);
        return pulse;
    }

    private Heartbeat heartbeat(Progress progress) {
        long total = progress.total();
        long last = progress.part().map(Part::end).orElse(end.orElse(total));
        return new Heartbeat(
                stage,
                unit,
                progress.pace().map(Pace::done).orElse(0L),
                total,
                progress.part().map(Part::of),
                last,
                progress.pace().flatMap(pace -> pace.secondsLeft(last, System.nanoTime())),
                progress.checkpoint(),
                killer.kills().map(now -> new OomKills(now.boot(), now.kills(), shortages)));
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
    public synchronized void part(StagePart part, long last) {
        newest = newest.of(new Part(part, last));
    }

    @Override
    public synchronized void kept(String checkpoint) {
        newest = newest.kept(checkpoint);
    }

    @Override
    public int shortages() {
        return shortages;
    }

    @Override
    public void close() {
        // An attempt that can tell its end was not ended by the kernel, whatever that did meanwhile.
        beat();
        // A beat that is being sent goes through: the SDK would log one that is broken off as failed, with its trace.
        thread.shutdown();
    }
}
