package dev.r3.workflows.options;

import dev.r3.workflows.contract.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How long activities may take, and how often they are tried: a failure of the spec or the data is final by its type. */
public final class StageOptions {
    /** Heartbeats are throttled to a fraction of this, and a busy machine may pause for seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private StageOptions() {}

    /** Work for processors and disk: the largest data sets take minutes; hours mean that something hangs. */
    public static ActivityOptions cpu() {
        return options(TaskQueues.CPU, Duration.ofHours(4));
    }

    /** Work in which a model computes: an epoch or an arm may take most of a day. */
    public static ActivityOptions gpu() {
        return options(TaskQueues.GPU, Duration.ofDays(2));
    }

    /** The same in parts, of which the one that is cancelled still keeps what it has done: who cancels waits for that. */
    public static ActivityOptions epoch() {
        return gpu().toBuilder()
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build();
    }

    /** Work in which a model behind a server writes: it may take as long as on a device, but holds none. */
    public static ActivityOptions endpoint() {
        return options(TaskQueues.ENDPOINT, Duration.ofDays(2));
    }

    private static ActivityOptions options(String queue, Duration most) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(queue)
                .setStartToCloseTimeout(most)
                .setHeartbeatTimeout(SILENCE)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setMaximumInterval(Duration.ofMinutes(1))
                        .build())
                .build();
    }

    /**
     * Tracking: an experiment never waits long for the tracking server, as the artifact store holds all that it is told.
     */
    public static ActivityOptions tracking() {
        return tracking(RetryOptions.newBuilder().setMaximumAttempts(3));
    }

    /**
     * The last word to a server that has answered before: if it is silent now, it is often being started again, which
     * takes some seconds. Asked at once, and 1, 4, 13 and 40 seconds after that.
     */
    public static ActivityOptions lastTracking() {
        return tracking(RetryOptions.newBuilder().setBackoffCoefficient(3).setMaximumAttempts(5));
    }

    private static ActivityOptions tracking(RetryOptions.Builder retries) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL)
                .setStartToCloseTimeout(Duration.ofMinutes(2))
                .setRetryOptions(
                        retries.setInitialInterval(Duration.ofSeconds(1)).build())
                .build();
    }
}
