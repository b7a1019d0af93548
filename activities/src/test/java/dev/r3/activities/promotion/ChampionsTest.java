package dev.r3.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import org.junit.jupiter.api.Test;

class ChampionsTest {
    private final Champions champions = new Champions(new InMemoryArtifactStore());

    @Test
    void theLastOneCrownedIsTheChampion() {
        assertThat(champions.current("demo")).isEmpty();
        assertThat(champions.crown("demo", champion(1, "ada"))).isEmpty();
        assertThat(champions.crown("demo", champion(2, "bob"))).isEmpty();
        assertThat(champions.current("demo")).contains(champion(2, "bob"));
        assertThat(champions.current("demo-2")).isEmpty();
    }

    @Test
    void whoeverComparedItselfWithADethronedOneIsTold() {
        champions.crown("demo", champion(1, "ada"));
        assertThat(champions.crown("demo", champion(1, "bob"))).contains(champion(1, "ada"));
        assertThat(champions.current("demo")).contains(champion(1, "ada"));
    }

    @Test
    void aRetryOfACoronationChangesNothing() {
        champions.crown("demo", champion(1, "ada"));
        assertThat(champions.crown("demo", champion(1, "ada"))).isEmpty();
    }

    private static Champion champion(long number, String by) {
        Digest digest = new Digest("ab".repeat(32));
        StageResult model = new StageResult(
                StageKind.TRAIN,
                digest,
                new ArtifactRef(ArtifactKey.of("stages", "train"), digest, 1),
                digest,
                Origin.COMPUTED,
                "why");
        return new Champion(number, model, new ExperimentId("r3-demo-0123456789ab"), by, "better", 5);
    }
}
