package dev.r3.activities.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentOutcomesTest {
    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final ExperimentOutcomes outcomes = new ExperimentOutcomes(store);
    private final RunKey run = SmallExperiment.run();
    private final ExperimentId id = run.experiment().id();

    @Test
    void theNewestRunCounts() {
        assertThat(outcomes.newest(run.experiment())).isEmpty();
        assertThat(outcomes.stages(id)).isEmpty();
        RunKey later = new RunKey(run.experiment(), "0a1b-2c3d", 2_000);
        List<NamedStage> stages = List.of(stage("dataset", Origin.REUSED), stage("train", Origin.COMPUTED));
        outcomes.keep(later, stages);
        outcomes.keep(new RunKey(run.experiment(), "the-first-run", 1_000), List.of(stage("dataset", Origin.COMPUTED)));
        assertThat(outcomes.newest(run.experiment())).contains(new FinishedExperiment(later, stages));
        assertThat(outcomes.stages(id)).contains(stages);
    }

    @Test
    void aDamagedOneIsNamed() {
        store.putIfAbsent(
                ArtifactKey.of("experiment-outcomes", id.value(), "1.json"), "{".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> outcomes.stages(id))
                .isInstanceOf(StorageFailure.class)
                .hasMessageContaining("is no experiment's outcome; remove it and run the spec again");
    }

    private static NamedStage stage(String name, Origin origin) {
        ArtifactRef manifest = new ArtifactRef(ArtifactKey.of("stages", name), SmallExperiment.DIGEST, 1);
        return new NamedStage(
                name,
                new StageResult(
                        StageKind.DATASET, SmallExperiment.DIGEST, manifest, SmallExperiment.BASE, origin, "why"));
    }
}
