package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.model.snapshot.BestMetric;
import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotState;
import dev.r3.model.snapshot.Snapshots;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ParentTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdoptionTest {
    private static final Digest PARENT = new Digest("ab".repeat(32));
    private static final Optional<Digest> CHOICE = Optional.of(new Digest("01".repeat(32)));
    private static final Optional<Digest> OTHER_CHOICE = Optional.of(new Digest("02".repeat(32)));

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final SnapshotArchive parents = new SnapshotArchive(store, ArtifactKey.of("parent"));
    private final SnapshotArchive own = new SnapshotArchive(store, ArtifactKey.of("child"));

    static Stream<Arguments> choices() {
        return Stream.of(
                Arguments.of("as the parent chose", CHOICE, CHOICE, List.of(1L)),
                Arguments.of("by other tasks", CHOICE, OTHER_CHOICE, List.of()),
                Arguments.of("not at all", CHOICE, Optional.empty(), List.of()),
                Arguments.of(
                        "not at all, of a parent that an older R3 found",
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                Arguments.of("of a parent that an older R3 found", Optional.empty(), CHOICE, List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("choices")
    void theParentsBestCountsIfItWasChosenAlike(
            String name, Optional<Digest> theirs, Optional<Digest> mine, List<Long> best) throws IOException {
        SmallSnapshots made =
                new SmallSnapshots(folder.resolve("made"), new RunDigests(PARENT.hex(), PARENT.hex(), "verifier"));
        parents.keep(made.write(1, 1, "one"));
        parents.keep(made.write(2, 1, "two"));

        adopt(2, theirs, mine);

        own.fetch(folder.resolve("again"));
        Snapshots adopted = new Snapshots(folder.resolve("again"), QuietSteps.NONE);
        ExpectedRun run = new ExpectedRun("spec", "data", Map.of());
        SnapshotState last = adopted.latest(run).orElseThrow().state();
        assertThat(last.step()).isEqualTo(2);
        assertThat(last.best().map(BestMetric::step)).isEqualTo(best.stream().findFirst());
        assertThat(adopted.best(run).map(Snapshot::state).map(SnapshotState::step))
                .isEqualTo(best.stream().findFirst());
    }

    @Test
    void aParentWhoseStepIsGoneIsNamed() throws IOException {
        assertThatThrownBy(() -> adopt(2, CHOICE, CHOICE))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageStartingWith("parent: step 2 of r3-p-0123456789ab, which training was to go on from, is no"
                        + " longer in the artifact store");
    }

    private void adopt(long step, Optional<Digest> theirs, Optional<Digest> mine) {
        ParentTraining from = new ParentTraining(
                new ExperimentId("r3-p-0123456789ab"), PARENT, PARENT, step, theirs, Optional.empty());
        TrainingRun run =
                new TrainingRun(new RunDigests("spec", "data", "verifier"), Map.of(), folder.resolve("child"));
        new Adoption(from, parents, folder.resolve("fetched"), QuietSteps.NONE).into(own, run, mine);
    }
}
