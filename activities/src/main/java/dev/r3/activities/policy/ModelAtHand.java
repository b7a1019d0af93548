package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.PolicySpec;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The model that was used last. It stays open for a while, as the shards and arms of an evaluation use the same one after
 * each other, and loading it takes longer than a small model's shard. One at a time: a model takes the device for itself.
 */
public final class ModelAtHand {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final CheckpointFolders checkpoints;
    private final Duration idle;
    private final ScheduledThreadPoolExecutor closing;
    private @Nullable OpenModel open;
    private long uses;

    ModelAtHand(CheckpointFolders checkpoints) {
        this(checkpoints, IDLE);
    }

    /**
     * @param idle after which it is closed
     */
    ModelAtHand(CheckpointFolders checkpoints, Duration idle) {
        this.checkpoints = requireNonNull(checkpoints, "checkpoints is null");
        this.idle = requireNonNull(idle, "idle is null");
        this.closing = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "r3-model-at-hand");
            thread.setDaemon(true);
            return thread;
        });
        closing.setKeepAliveTime(1, TimeUnit.SECONDS);
        closing.allowCoreThreadTimeOut(true);
    }

    /**
     * Does work with a stage's checkpoint. What the work throws closes the model, whose memory may be the trouble.
     *
     * @throws dev.r3.activities.failure.ConfigFailure if it is no checkpoint that can hold a conversation
     */
    public synchronized <R> R use(StageResult model, PolicySpec policy, Function<LocalModel, R> work) {
        if (open == null || !open.isOf(model.content(), policy)) {
            release();
            open = OpenModel.open(checkpoints.use(model), model.content(), policy);
        }
        boolean done = false;
        try {
            R result = work.apply(open.model());
            done = true;
            return result;
        } finally {
            if (done) {
                long use = ++uses;
                // Nobody waits for it.
                var unused = closing.schedule(() -> releaseUnlessUsed(use), idle.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                release();
            }
        }
    }

    /** Closes the model, so that something else has its memory. */
    public synchronized void release() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    synchronized boolean isOpen() {
        return open != null;
    }

    private synchronized void releaseUnlessUsed(long use) {
        if (uses == use) {
            release();
        }
    }

    /** Which is open. */
    private record OpenModel(Digest content, PolicySpec policy, CheckpointInUse checkpoint, LocalModel model) {
        static OpenModel open(CheckpointInUse checkpoint, Digest content, PolicySpec policy) {
            boolean done = false;
            try {
                OpenModel opened =
                        new OpenModel(content, policy, checkpoint, LocalModel.open(checkpoint.folder(), policy));
                done = true;
                return opened;
            } finally {
                if (!done) {
                    checkpoint.close();
                }
            }
        }

        boolean isOf(Digest wanted, PolicySpec by) {
            return content.equals(wanted) && policy.equals(by);
        }

        void close() {
            model.close();
            checkpoint.close();
        }
    }
}
