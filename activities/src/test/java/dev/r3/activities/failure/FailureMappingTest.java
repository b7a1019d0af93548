package dev.r3.activities.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.r3.workflows.contract.Difference;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.StageKind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.Header;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureMappingTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConfigFailure("m"), FailureType.CONFIG, true),
                Arguments.of(new DataFailure("m"), FailureType.DATA, true),
                Arguments.of(new StorageFailure("m"), FailureType.STORAGE, false),
                Arguments.of(new TrackerFailure("m"), FailureType.TRACKER, false),
                Arguments.of(new MemoryFailure("m", new OutOfMemoryError()), FailureType.OUT_OF_MEMORY, true),
                Arguments.of(new EngineFailure("m"), FailureType.ENGINE, false));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void keepsTheMessageAndSaysWhetherToRetry(StageFailure failure, FailureType type, boolean nonRetryable) {
        var mapped = FailureMapping.toApplicationFailure(failure);
        assertThat(mapped.getOriginalMessage()).isEqualTo("m");
        assertThat(FailureType.ofTypeName(mapped.getType())).contains(type);
        assertThat(mapped.isNonRetryable()).isEqualTo(nonRetryable);
    }

    @Test
    void aDifferenceIsFinalAndKeepsItsDigests() {
        Digest digest = new Digest("ab".repeat(32));
        Difference difference =
                new Difference(StageKind.TRAIN, digest, "model.safetensors", Optional.of(digest), Optional.empty());
        var mapped = FailureMapping.toApplicationFailure(new DifferenceFailure(difference, "s3://r3/new", List.of()));
        assertThat(FailureType.ofTypeName(mapped.getType())).contains(FailureType.DIFFERENCE);
        assertThat(mapped.isNonRetryable()).isTrue();
        assertThat(mapped.getDetails().get(Difference.class)).isEqualTo(difference);
    }

    @Test
    void theEndOfAWorkerIsTriedAgainElsewhereAndSaidInWords() {
        var mapped = FailureMapping.workerEnded(new ActivityWorkerShutdownException());
        assertThat(mapped.getOriginalMessage()).isEqualTo("its worker was ended");
        assertThat(mapped.isNonRetryable()).isFalse();
        assertThat(FailureType.ofTypeName(mapped.getType())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDefectIsTriedAgain(int attempt) {
        ApplicationFailure mapped = failure(new FailureMapping(), attempt, new IllegalArgumentException("m"));
        assertThat(mapped.isNonRetryable()).isFalse();
        assertThat(mapped.getOriginalMessage()).isEqualTo("java.lang.IllegalArgumentException: m");
        assertThat(mapped.getType()).isEqualTo("java.lang.IllegalArgumentException");
    }

    static Stream<Throwable> defects() {
        return Stream.of(
                new IllegalArgumentException("m"),
                new NullPointerException("m"),
                new IllegalStateException("m"),
                new StackOverflowError("m"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void aDefectEndsWithTheThirdAttempt(Throwable defect) {
        ApplicationFailure mapped = failure(new FailureMapping(), 3, defect);
        assertThat(mapped.isNonRetryable()).isTrue();
        assertThat(mapped.getOriginalMessage()).isEqualTo("internal error, in attempt 3: " + defect);
        assertThat(mapped.getType()).isEqualTo(defect.getClass().getName());
        assertThat(mapped).hasCause(defect);
    }

    @Test
    void whatBreaksBecauseItsWorkerEndsIsNoDefect() {
        FailureMapping mapping = new FailureMapping();
        mapping.workerEnds();
        ApplicationFailure mapped = failure(mapping, 3, new IllegalStateException("Connection pool shut down"));
        assertThat(mapped.getOriginalMessage()).isEqualTo("its worker was ended");
        assertThat(mapped.isNonRetryable()).isFalse();
    }

    @Test
    void whatMayPassIsTriedAgainHoweverOftenItWas() {
        ApplicationFailure mapped = failure(new FailureMapping(), 50, new StorageFailure("S3 is away"));
        assertThat(FailureType.ofTypeName(mapped.getType())).contains(FailureType.STORAGE);
        assertThat(mapped.isNonRetryable()).isFalse();
    }

    @Test
    void aDiskIsTriedAgainAsStorageIs() {
        IOException full = new IOException("No space left on device");
        ApplicationFailure mapped = failure(new FailureMapping(), 50, new UncheckedIOException("m", full));
        assertThat(FailureType.ofTypeName(mapped.getType())).contains(FailureType.STORAGE);
        assertThat(mapped.getOriginalMessage()).isEqualTo("m");
        assertThat(mapped.isNonRetryable()).isFalse();
    }

    @Test
    void whatHasItsRuleAlreadyKeepsIt() {
        ApplicationFailure named = ApplicationFailure.newFailure("m", "mine");
        assertThat(failure(new FailureMapping(), 3, named)).isSameAs(named);
    }

    /** What an attempt at an activity becomes that fails so. */
    private static ApplicationFailure failure(FailureMapping mapping, int attempt, Throwable thrown) {
        ActivityInboundCallsInterceptor activity = mapping.interceptActivity(new Failing(thrown));
        activity.init(context(attempt));
        var input = new ActivityInboundCallsInterceptor.ActivityInput(Header.empty(), new Object[0]);
        return catchThrowableOfType(ApplicationFailure.class, () -> activity.execute(input));
    }

    /** In place of the activity. */
    private record Failing(Throwable thrown) implements ActivityInboundCallsInterceptor {
        @Override
        public void init(ActivityExecutionContext context) {}

        @Override
        public ActivityOutput execute(ActivityInput input) {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    /** One that knows the number of the attempt alone. */
    private static ActivityExecutionContext context(int attempt) {
        ActivityInfo info = proxy(ActivityInfo.class, "getAttempt", attempt);
        return proxy(ActivityExecutionContext.class, "getInfo", info);
    }

    private static <T> T proxy(Class<T> type, String method, Object value) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, given) -> {
            if (called.getName().equals(method)) {
                return value;
            }
            throw new UnsupportedOperationException(called.getName());
        }));
    }
}
