package dev.r3.activities.failure;

import dev.r3.workflows.contract.FailureType;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;

/** The one place where a {@link StageFailure} becomes a Temporal failure with its type and its retry rule. */
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
                }
            }
        };
    }

    /** The failure under its {@link FailureType}, with the message unchanged. */
    static ApplicationFailure toApplicationFailure(StageFailure failure) {
        FailureType type = type(failure);
        return ApplicationFailure.newBuilder()
                .setMessage(failure.getMessage())
                .setType(type.typeName())
                .setNonRetryable(!type.isRetryable())
                .setCause(failure.getCause())
                .build();
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
        }
        return FailureType.ENGINE;
    }
}
