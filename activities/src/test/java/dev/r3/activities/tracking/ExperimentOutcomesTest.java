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
        assertThat(outcomes.newest(id)).isEmpty();
        List<NamedStage> later = List.of(stage("dataset", Origin.REUSED), stage("train", Origin.COMPUTED));
        outcomes.keep(new RunKey(run.experiment(), "a-later-run", 2_000), later);
        outcomes.keep(new RunKey(run.experiment(), "the-first-run", 1_000), List.of(stage("dataset", Origin.COMPUTED)));
        assertThat(outcomes.newest(id)).contains(later);
    }

    @Test
    void theNewestRunIsKnownByItsKey() {
        assertThat(outcomes.newestRun(run.experiment())).isEmpty();
        RunKey later = new RunKey(run.experiment(), "0a1b-2c3d", 2_000);
        outcomes.keep(run, List.of());
        outcomes.keep(later, List.of());
        assertThat(outcomes.newestRun(run.experiment())).contains(later);
    }

    @Test
    void aDamagedOneIsNamed() {
        store.putIfAbsent(
                ArtifactKey.of("experiment-outcomes", id.value(), "1.json"), "{".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> outcomes.newest(id))
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
