package dev.r3.activities.failure;

import dev.r3.workflows.contract.FailureType;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a {@link StageFailure} becomes a Temporal failure with its type and its retry rule. The end of a
 * worker becomes one too: the SDK's own message holds ids alone. What is neither, nor of a disk, is a defect: most come
 * again however often the activity is tried, so it is tried {@value #MOST_ATTEMPTS} times in all, and not for ever.
 * Attempts whose workers were lost count among these, but end nothing themselves.
 */
public final class FailureMapping extends WorkerInterceptorBase {
    /** Of a failure that is larger than some KiB, the server shows nothing while the activity is tried again. */
    private static final int MOST_FRAMES = 3;

    /** A broken machine may be the cause, and another one have the next attempt. */
    private static final int MOST_ATTEMPTS = 3;

    private volatile boolean ending;

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new MappingInterceptor(next);
    }

    /** From now on the worker closes what its activities still use: they fail in any way, which is no defect. */
    public void workerEnds() {
        ending = true;
    }

    private final class MappingInterceptor extends ActivityInboundCallsInterceptorBase {
        private int attempt;

        private MappingInterceptor(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            attempt = context.getInfo().getAttempt();
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            try {
                return super.execute(input);
            } catch (StageFailure failure) {
                throw toApplicationFailure(failure);
            } catch (ActivityWorkerShutdownException end) {
                throw workerEnded(end);
            } catch (TemporalException named) {
                throw named;
            } catch (RuntimeException | StackOverflowError other) {
                throw ending ? workerEnded(other) : unnamed(other);
            }
        }

        /** A disk that is full or broken may have room again, or another worker's has. */
        private ApplicationFailure unnamed(Throwable failure) {
            return failure instanceof UncheckedIOException disk
                    ? toApplicationFailure(new StorageFailure(String.valueOf(disk.getMessage()), disk))
                    : toApplicationFailure(failure, attempt);
        }
    }

    /**
     * A defect under its class's name.
     *
     * @param attempt that it came in, from 1
     */
    static ApplicationFailure toApplicationFailure(Throwable defect, int attempt) {
        boolean last = attempt >= MOST_ATTEMPTS;
        if (!last) {
            abbreviateAll(defect);
        }
        ApplicationFailure mapped = ApplicationFailure.newBuilder()
                .setMessage(last ? "internal error, in attempt %d: %s".formatted(attempt, defect) : defect.toString())
                .setType(defect.getClass().getName())
                .setNonRetryable(last)
                .setCause(defect)
                .build();
        abbreviate(mapped);
        return mapped;
    }

    /** The failure under its {@link FailureType}, with the message unchanged and the beginnings of stack traces. */
    static ApplicationFailure toApplicationFailure(StageFailure failure) {
        FailureType type = type(failure);
        abbreviateAll(failure.getCause());
        ApplicationFailure mapped = ApplicationFailure.newBuilder()
                .setMessage(failure.getMessage())
                .setType(type.typeName())
                .setNonRetryable(!type.isRetryable())
                .setCause(failure.getCause())
                .setDetails(details(failure))
                .build();
        abbreviate(mapped);
        return mapped;
    }

    private static Object[] details(StageFailure failure) {
        return failure instanceof DifferenceFailure differs ? new Object[] {differs.difference()} : new Object[0];
    }

    static ApplicationFailure workerEnded(Throwable end) {
        return ApplicationFailure.newFailure(
                "its worker was ended", end.getClass().getName());
    }

    private static void abbreviateAll(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            abbreviate(cause);
        }
    }

    private static void abbreviate(Throwable thrown) {
        thrown.setStackTrace(
                Arrays.stream(thrown.getStackTrace()).limit(MOST_FRAMES).toArray(StackTraceElement[]::new));
    }

    private static FailureType type(StageFailure failure) {
        if (failure instanceof ConfigFailure) {
            return FailureType.CONFIG;
        } else if (failure instanceof DataFailure) {
            return FailureType.DATA;
        } else if (failure instanceof StorageFailure) {
            return FailureType.STORAGE;
        } else if (failure instanceof TrackerFailure) {
            return FailureType.TRACKER;
        } else if (failure instanceof GateFailure) {
            return FailureType.GATE;
        } else if (failure instanceof DifferenceFailure) {
            return FailureType.DIFFERENCE;
        } else if (failure instanceof MemoryFailure) {
            return FailureType.OUT_OF_MEMORY;
        }
        return FailureType.ENGINE;
    }
}
