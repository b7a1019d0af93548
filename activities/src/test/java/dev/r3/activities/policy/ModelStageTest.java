package dev.r3.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.EndpointSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStageTest {
    private static final ExperimentId EXPERIMENT = new ExperimentId("r3-test-0123456789ab");

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();

    @BeforeEach
    void writeModel() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.writeString(model.resolve("model.safetensors"), "weights");
        Files.writeString(model.resolve("README.md"), "a note");
    }

    @Test
    void aCheckpointIsUploadedOnceAndFetchedOnce() {
        Stages stages = stages();
        Digest digest = CheckpointDigest.of(folder.resolve("model"));
        StageResult first = new ModelStage(stages).run(folder.resolve("model"), digest, EXPERIMENT);
        StageResult again = new ModelStage(stages).run(folder.resolve("model"), digest, EXPERIMENT);
        assertThat(first.origin()).isEqualTo(Origin.COMPUTED);
        assertThat(again.origin()).isEqualTo(Origin.REUSED);
        assertThat(first.content()).isEqualTo(digest);
        CheckpointFolders folders = new CheckpointFolders(folder.resolve("cache"), stages, store);
        try (CheckpointInUse fetched = folders.use(first);
                CheckpointInUse known = folders.use(again)) {
            assertThat(CheckpointDigest.of(fetched.folder())).isEqualTo(digest);
            assertThat(fetched.folder().resolve("README.md")).doesNotExist();
            assertThat(known.folder()).isEqualTo(fetched.folder());
        }
    }

    @Test
    void theDigestIsOfWhatAModelIsReadFrom() throws IOException {
        Digest before = CheckpointDigest.of(folder.resolve("model"));
        Files.writeString(folder.resolve("model/README.md"), "another note");
        assertThat(CheckpointDigest.of(folder.resolve("model"))).isEqualTo(before);
        Files.writeString(folder.resolve("model/model.safetensors"), "weighty");
        assertThat(CheckpointDigest.of(folder.resolve("model"))).isNotEqualTo(before);
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> CheckpointDigest.of(none))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageStartingWith(none + " is no folder; expected a model's checkpoint");
    }

    @Test
    void aModelBehindAServerIsKnownByItsNameAlone() {
        Stages stages = stages();
        EndpointSpec here = new EndpointSpec("http://here:8000/v1", "some/model", 16, "SOME_KEY");
        EndpointSpec there = new EndpointSpec("http://there:8000/v1", "some/model", 4, "");
        StageResult first = new ModelStage(stages).run(here, EXPERIMENT);
        StageResult moved = new ModelStage(stages).run(there, EXPERIMENT);
        StageResult other =
                new ModelStage(stages).run(new EndpointSpec(here.endpoint(), "other/model", 16, ""), EXPERIMENT);
        assertThat(moved.digest()).isNotEqualTo(first.digest());
        assertThat(moved.content()).isEqualTo(first.content()).isNotEqualTo(other.content());
        assertThat(ModelStage.endpoint(stages, first)).contains(here);
        assertThat(ModelStage.endpoint(stages, moved)).contains(there);
        Digest digest = CheckpointDigest.of(folder.resolve("model"));
        assertThat(ModelStage.endpoint(stages, new ModelStage(stages).run(folder.resolve("model"), digest, EXPERIMENT)))
                .isEmpty();
    }

    private Stages stages() {
        return new Stages(store, folder.resolve("scratch"), Clock.systemUTC());
    }
}
