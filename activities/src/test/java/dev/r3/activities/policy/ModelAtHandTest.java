package dev.r3.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.PolicySpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelAtHandTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final PolicySpec POLICY = TinyModel.policy(0);

    @TempDir
    Path folder;

    private CheckpointFolders checkpoints;
    private StageResult stage;

    @BeforeEach
    void upload() {
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        Stages stages = new Stages(store, folder.resolve("scratch"), Clock.systemUTC());
        checkpoints = new CheckpointFolders(folder.resolve("checkpoints"), stages, store);
        stage = new ModelStage(stages)
                .run(TinyModel.FOLDER, CheckpointDigest.of(TinyModel.FOLDER), new ExperimentId("r3-test-0123456789ab"));
    }

    @Test
    void theSameModelStaysOpen() {
        ModelAtHand models = new ModelAtHand(checkpoints, LONG);
        LocalModel first = used(models, POLICY);
        assertThat(used(models, POLICY)).isSameAs(first);
        PolicySpec smaller =
                new PolicySpec(POLICY.checkpoint(), POLICY.lora(), POLICY.contextTokens(), POLICY.cacheTokens() / 2);
        assertThat(used(models, smaller)).isNotSameAs(first);
        models.release();
    }

    @Test
    void aModelWithWhichWorkFailedIsClosed() {
        ModelAtHand models = new ModelAtHand(checkpoints, LONG);
        LocalModel first = used(models, POLICY);
        assertThatThrownBy(() -> models.use(stage, POLICY, model -> {
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");
        assertThat(used(models, POLICY)).isNotSameAs(first);
        models.release();
    }

    private LocalModel used(ModelAtHand models, PolicySpec policy) {
        return models.use(stage, policy, model -> model);
    }

    @Test
    void anIdleModelIsClosed() throws Exception {
        ModelAtHand models = new ModelAtHand(checkpoints, Duration.ofMillis(20));
        used(models, POLICY);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (models.isOpen()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
