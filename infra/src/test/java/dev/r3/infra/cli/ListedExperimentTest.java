package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.tracking.ExperimentOutcomes;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.folder.FolderArtifactStore;
import dev.r3.infra.settings.TemporalSettings;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ListedExperimentTest {
    /** Nobody listens on it. */
    private static final TemporalSettings ABSENT = new TemporalSettings("127.0.0.1:1", "default");

    @RegisterExtension
    final StandardError error = new StandardError();

    @TempDir
    Path folder;

    @Test
    void withoutTemporalTheStoreTellsWhatHasFinished() throws Exception {
        ArtifactStore store = new FolderArtifactStore(folder.resolve("store"));
        Catalog catalog = new Catalog(store);
        ExperimentInput finished = input(store, "finished");
        catalog.add(finished, 1_000);
        new ExperimentOutcomes(store).keep(new RunKey(finished, "first", 1_000), List.of());
        ExperimentInput other = input(store, "other");
        catalog.add(other, 2_000);

        assertThat(ListedExperiment.all(catalog, ABSENT, Duration.ofSeconds(1)))
                .extracting(listed -> listed.entry().id(), ListedExperiment::state)
                .containsExactly(tuple(other.id(), "unknown"), tuple(finished.id(), "finished"));
        assertThat(error.said().lines())
                .singleElement()
                .asString()
                .startsWith("r3: Temporal does not answer at 127.0.0.1:1; ");
    }

    private ExperimentInput input(ArtifactStore store, String name) throws IOException {
        Files.writeString(folder.resolve("tasks.jsonl"), "{\"target\":3,\"nums\":[1,2]}\n");
        Path spec = Files.writeString(
                folder.resolve(name + ".yaml"),
                "name: %s%ntask: { family: countdown }%ndata: { source: tasks.jsonl }%n".formatted(name));
        var resolved = SpecCommand.resolve(spec, Optional.of(StageKind.DATASET), new ControlsOption());
        Stages stages = new Stages(store, folder.resolve("scratch"), Clock.systemUTC());
        return new ExperimentUpload(store, stages).input(resolved, resolved.spec());
    }
}
