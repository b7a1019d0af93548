package dev.r3.activities.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageCostTest {
    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final Digest CODE = new Digest("cd".repeat(32));
    private static final Hardware SMALL = new Hardware("a small one", 4, 2);
    private static final Hardware LARGE = new Hardware("a large one", 64, 8);

    @TempDir
    Path scratch;

    @Test
    void aStageHoldsTheThreadsOfWhoeverComputedIt() {
        assertThat(StageCost.of(manifest(SpecTree.empty(), SMALL)))
                .isEqualTo(new StageCost(3, OptionalDouble.of(6), List.of(SMALL)));
        assertThat(StageCost.of(manifest(SpecTree.empty().put("seconds", 10), SMALL)))
                .as("a training's epochs are told as seconds alone")
                .isEqualTo(new StageCost(13, OptionalDouble.of(26), List.of(SMALL)));
    }

    @Test
    void partsCountAsWhatTheyWereComputedOn() {
        StageCost parts = StageCost.NONE
                .plus(StageCost.of(manifest(SpecTree.empty(), LARGE)))
                .plus(StageCost.of(manifest(SpecTree.empty(), LARGE)));
        assertThat(parts).isEqualTo(new StageCost(6, OptionalDouble.of(48), List.of(LARGE)));
        assertThat(StageCost.of(manifest(parts.noteIn(SpecTree.empty()), SMALL)))
                .isEqualTo(new StageCost(9, OptionalDouble.of(54), List.of(LARGE, SMALL)));
    }

    @Test
    void whatAnOlderR3ComputedIsNotKnown() {
        StageCost older = StageCost.of(manifest(SpecTree.empty().put("seconds", 10), null));
        assertThat(older).isEqualTo(new StageCost(13, OptionalDouble.empty(), List.of()));
        StageCost parts = StageCost.of(manifest(SpecTree.empty(), LARGE)).plus(older);
        assertThat(StageCost.of(manifest(parts.noteIn(SpecTree.empty()), SMALL)))
                .as("some of its parts are")
                .isEqualTo(new StageCost(19, OptionalDouble.empty(), List.of(LARGE, SMALL)));
    }

    @Test
    void manifestsKeepTheHardwareAndAreReadWithoutIt() {
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        Stages stages = new Stages(
                store, scratch, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> Optional.of(new Maker(SMALL, CODE)));
        StageIdentity identity = StageIdentity.of(StageKind.GATE, 1, SpecTree.empty(), Map.of());
        Manifest kept = stages.manifest(stages.run(
                identity,
                new ExperimentId("r3-test-0123456789ab"),
                folder -> StageOutput.of(Map.of(), DIGEST, SpecTree.empty())));
        assertThat(kept.hardware()).isEqualTo(SMALL);
        assertThat(kept.code()).isEqualTo(CODE);

        byte[] older = ManifestJson.write(manifest(SpecTree.empty(), null));
        assertThat(new String(older, StandardCharsets.UTF_8)).doesNotContain("hardware", "code");
        assertThat(ManifestJson.read(ArtifactKey.of("manifest.json"), older).hardware())
                .isNull();
    }

    /** Of an attempt of three seconds. */
    private static Manifest manifest(ObjectNode summary, @Nullable Hardware hardware) {
        return new Manifest(
                StageKind.EVALUATION,
                1,
                DIGEST,
                SpecTree.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                DIGEST,
                summary,
                "r3-test-0123456789ab",
                "attempt-1",
                1_000,
                4_000,
                hardware,
                null);
    }
}
