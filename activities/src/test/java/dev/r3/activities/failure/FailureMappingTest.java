package dev.r3.activities.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.Difference;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.StageKind;
import io.temporal.client.ActivityWorkerShutdownException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
        var mapped = FailureMapping.toApplicationFailure(new ActivityWorkerShutdownException());
        assertThat(mapped.getOriginalMessage()).isEqualTo("its worker was ended");
        assertThat(mapped.isNonRetryable()).isFalse();
        assertThat(FailureType.ofTypeName(mapped.getType())).isEmpty();
    }
}
