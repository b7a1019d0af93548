package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.DatasetActivity;
import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatasetActivityImplTest {
    private static final Duration SILENCE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void beatsWhileASlowStoreGivesNoRow() throws IOException {
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        ArtifactRef rows = store.put(
                ArtifactKey.of("in", "rows.jsonl"),
                Files.writeString(folder.resolve("rows.jsonl"), DatasetStageTest.ROWS));
        CountDownLatch beats = new CountDownLatch(3);
        AtomicBoolean beaten = new AtomicBoolean();
        environment.setActivityHeartbeatListener(Heartbeat.class, beat -> beats.countDown());
        store.beforeDownloads(() -> beaten.set(await(beats)));

        StageResult result =
                activity(store).ingest(DatasetStageTest.input(DatasetStageTest.COUNTDOWN, DatasetStageTest.DATA, rows));

        assertThat(beaten).as("three beats before the first row").isTrue();
        assertThat(result.kind()).isEqualTo(StageKind.DATASET);
    }

    private DatasetActivity activity(InMemoryArtifactStore store) throws IOException {
        Stages stages = new Stages(store, Files.createDirectory(folder.resolve("scratch")), Clock.systemUTC());
        environment.registerActivitiesImplementations(
                new DatasetActivityImpl(new DatasetStage(TaskFamilies.load(List.of()), store, stages)));
        return environment.newActivityStub(
                DatasetActivity.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setHeartbeatTimeout(SILENCE)
                        .build());
    }

    private static boolean await(CountDownLatch beats) {
        try {
            return beats.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited", e);
        }
    }
}
