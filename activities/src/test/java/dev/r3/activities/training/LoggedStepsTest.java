package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoggedStepsTest {
    private static final StepMetrics STEP = new StepMetrics(7, 0, new TreeMap<>());

    @Test
    void aCancelledEpochEndsWithItsStepAndThenAsCancelled() {
        ActivityCanceledException cancelled = new ActivityCanceledException();
        LoggedSteps steps = new LoggedSteps((done, total) -> {
            if (done == 7) {
                throw cancelled;
            }
        });
        assertThat(steps.isToEnd()).isFalse();
        steps.end();
        steps.trained(STEP, 10);
        assertThat(steps.isToEnd()).isTrue();
        assertThatThrownBy(steps::end).isSameAs(cancelled);
    }

    /** Another attempt may be at it already, or the experiment be over. */
    @Test
    void anEpochThatNobodyWaitsForEndsAtOnce() {
        ActivityNotExistsException gone = new ActivityNotExistsException(new IllegalStateException());
        LoggedSteps steps = new LoggedSteps((done, total) -> {
            throw gone;
        });
        assertThatThrownBy(() -> steps.trained(STEP, 10)).isSameAs(gone);
        assertThat(steps.isToEnd()).isFalse();
    }
}
