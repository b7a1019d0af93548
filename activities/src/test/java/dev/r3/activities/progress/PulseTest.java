package dev.r3.activities.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.OomKills;
import dev.r3.workflows.contract.StagePart;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PulseTest {
    private static final String BOOT = "e34c36f5-31e7-47ab-81db-46a812428766";
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
                assertThat(begun)
                        .usingRecursiveComparison()
                        .ignoringFields("oomKills")
                        .isEqualTo(Heartbeat.of("train", "steps", 0, 0, 100));
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
        train();
    }

    @Test
    void tellsWhichPartOfItsStageAShardIs() {
        environment.setActivityHeartbeatListener(Heartbeat.class, beats::add);
        environment.registerActivitiesImplementations((Epoch) () -> {
            try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), "attempts", "tasks")) {
                pulse.part(new StagePart(4_096, 3), 8_192);
                pulse.progressed(4_100, 10_000);
                assertThat(await(beat -> beat.done() > 0))
                        .usingRecursiveComparison()
                        .ignoringFields("oomKills")
                        .isEqualTo(
                                Heartbeat.ofPart("attempts", "tasks", 4_100, 10_000, new StagePart(4_096, 3), 8_192));
            }
        });
        train();
    }

    @Test
    void knowsAnAttemptThatTheKernelEnded(@TempDir Path proc) throws IOException {
        environment.setHeartbeatDetails(told(kernel(proc, 7)));
        environment.setActivityHeartbeatListener(Heartbeat.class, beats::add);
        kernel(proc, 8);
        environment.registerActivitiesImplementations((Epoch) () -> {
            try (Pulse pulse = start(proc)) {
                assertThat(pulse.shortages()).isEqualTo(1);
                assertThat(await(beat -> true).oomKills()).contains(new OomKills(BOOT, 8, 1));
            }
        });
        train();
    }

    @Test
    void doesNotBeginAThirdTime(@TempDir Path proc) throws IOException {
        kernel(proc, 8);
        environment.setHeartbeatDetails(told(new OomKills(BOOT, 7, 1)));
        environment.registerActivitiesImplementations((Epoch) () -> start(proc).close());
        assertThatThrownBy(this::train)
                .hasStackTraceContaining("MemoryFailure")
                .hasStackTraceContaining(
                        "the kernel ended the worker of this work, and so once more; give the worker more memory, or");
    }

    @Test
    void anAttemptThatToldItsEndWasNotEndedByTheKernel(@TempDir Path proc) throws IOException {
        kernel(proc, 7);
        environment.setActivityHeartbeatListener(Heartbeat.class, beats::add);
        environment.registerActivitiesImplementations((Epoch) () -> {
            try (Pulse pulse = start(proc)) {
                await(beat -> true);
                kernel(proc, 8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            await(beat -> beat.oomKills().equals(Optional.of(OomKills.first(BOOT, 8))));
        });
        train();
    }

    @Test
    void nothingIsKnownWhereTheKernelDoesNotSay(@TempDir Path proc) {
        environment.setHeartbeatDetails(told(OomKills.first(BOOT, 7)));
        environment.registerActivitiesImplementations((Epoch) () -> {
            try (Pulse pulse = start(proc)) {
                assertThat(pulse.shortages()).isZero();
            }
        });
        train();
    }

    private static Pulse start(Path proc) {
        return Pulse.start(Activity.getExecutionContext(), "attempts", "tasks", new OomKiller(proc));
    }

    private static Heartbeat told(OomKills kills) {
        return new Heartbeat(
                "attempts",
                "tasks",
                3,
                10,
                Optional.empty(),
                10,
                Optional.empty(),
                Optional.empty(),
                Optional.of(kills));
    }

    /** What the kernel's files say. */
    private static OomKills kernel(Path proc, long kills) throws IOException {
        Path boot = Files.createDirectories(proc.resolve("sys/kernel/random")).resolve("boot_id");
        Files.writeString(boot, BOOT + "\n");
        Files.writeString(proc.resolve("vmstat"), "pgfault 12\noom_kill %d\nnr_free_pages 1\n".formatted(kills));
        return OomKills.first(BOOT, kills);
    }

    private void train() {
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
