package dev.r3.activities.failure;

import dev.r3.workflows.contract.FailureType;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;

/**
 * The one place where a {@link StageFailure} becomes a Temporal failure with its type and its retry rule. The end of a
 * worker becomes one too: the SDK's own message holds ids alone.
 */
public final class FailureMapping extends WorkerInterceptorBase {

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    return super.execute(input);
                } catch (StageFailure failure) {
                    throw toApplicationFailure(failure);
                } catch (ActivityWorkerShutdownException end) {
                    throw toApplicationFailure(end);
                }
            }
        };
    }

    /** Of a failure that is larger than some KiB, the server shows nothing while the activity is tried again. */
    private static final int MOST_FRAMES = 3;

    /** The failure under its {@link FailureType}, with the message unchanged and the beginnings of stack traces. */
    static ApplicationFailure toApplicationFailure(StageFailure failure) {
        FailureType type = type(failure);
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            abbreviate(cause);
        }
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

    static ApplicationFailure toApplicationFailure(ActivityWorkerShutdownException end) {
        return ApplicationFailure.newFailure(
                "its worker was ended", end.getClass().getName());
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
