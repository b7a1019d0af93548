package dev.r3.activities.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.Heartbeat;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PulseTest {
    private static final String CHECKPOINT = "s3://bucket/stages/train/ab/snapshots/step-00000050.json";

    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final BlockingQueue<Heartbeat> beats = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        environment.close();
    }

    /** An epoch. */
    @ActivityInterface
    public interface Epoch {
        void train();
    }

    @Test
    void tellsTheStepTheCheckpointAndTheTimeLeft() {
        environment.setActivityHeartbeatListener(Heartbeat.class, beats::add);
        environment.registerActivitiesImplementations((Epoch) () -> {
            try (Pulse pulse = Pulse.startPart(Activity.getExecutionContext(), "train", "steps", 100)) {
                Heartbeat begun = await(beat -> true);
                assertThat(begun).isEqualTo(Heartbeat.of("train", "steps", 0, 0, 100));
                pulse.kept(CHECKPOINT);
                pulse.progressed(51, 400);
                Heartbeat first = await(beat -> beat.done() == 51);
                assertThat(first.secondsLeft()).isEmpty();
                assertThat(first.checkpoint()).contains(CHECKPOINT);
                pulse.progressed(52, 400);
                Heartbeat second = await(beat -> beat.done() == 52);
                assertThat(second.secondsLeft())
                        .as("48 steps as long as one")
                        .hasValueSatisfying(left -> assertThat(left).isPositive());
                assertThat(second.checkpoint()).contains(CHECKPOINT);
                assertThat(second.end()).isEqualTo(100);
            }
        });
        environment
                .newActivityStub(
                        Epoch.class,
                        ActivityOptions.newBuilder()
                                .setStartToCloseTimeout(Duration.ofMinutes(1))
                                .setHeartbeatTimeout(Duration.ofSeconds(1))
                                .build())
                .train();
    }

    private Heartbeat await(Predicate<Heartbeat> wanted) {
        try {
            while (true) {
                Heartbeat beat = beats.poll(20, TimeUnit.SECONDS);
                if (beat == null) {
                    throw new AssertionError("no such beat");
                }
                if (wanted.test(beat)) {
                    return beat;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited", e);
        }
    }
}
