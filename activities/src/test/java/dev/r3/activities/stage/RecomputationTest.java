package dev.r3.activities.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.r3.activities.failure.DifferenceFailure;
import dev.r3.activities.failure.EngineFailure;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Difference;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecomputationTest {
    private static final Digest DIGEST = Sha256.of(new byte[] {1});
    private static final StageIdentity IDENTITY =
            StageIdentity.of(StageKind.TRAIN, 1, JsonNodeFactory.instance.objectNode(), Map.of("source", DIGEST));
    private static final ExperimentInput ONCE = experiment();
    private static final ExperimentInput AGAIN = ONCE.recomputed(new Recomputation("00000000aa"));

    @TempDir
    Path scratch;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final AtomicInteger computed = new AtomicInteger();

    @Test
    void anEqualOneIsSaidToBeEqual() {
        StageResult first = stages().run(IDENTITY, ONCE, work("weights"));
        StageResult again = stages().run(IDENTITY, AGAIN, work("weights"));
        assertThat(computed).hasValue(2);
        assertThat(again.origin()).isEqualTo(Origin.RECOMPUTED);
        assertThat(again.explanation())
                .isEqualTo("recomputed %s, equal to what stood"
                        .formatted(IDENTITY.digest().abbreviated()));
        assertThat(again.digest()).isEqualTo(first.digest());
        assertThat(again.content()).isEqualTo(first.content());
        assertThat(stages().manifest(again).file("weights"))
                .isEqualTo(stages().manifest(first).file("weights"));
        // Its own times: a run's points carry the time at which its steps were done.
        assertThat(stages().manifest(again).file("times"))
                .isNotEqualTo(stages().manifest(first).file("times"));
    }

    @Test
    void aSecondAttemptFindsWhatTheFirstRecomputed() {
        stages().run(IDENTITY, ONCE, work("weights"));
        StageResult again = stages().run(IDENTITY, AGAIN, work("weights"));
        assertThat(stages().run(IDENTITY, AGAIN, work("weights"))).isEqualTo(again);
        assertThat(stages().find(IDENTITY, AGAIN)).contains(again);
        assertThat(computed).hasValue(2);
        assertThat(stages().find(IDENTITY, ONCE.recomputed(new Recomputation("00000000bb"))))
                .isEmpty();
    }

    @Test
    void aDifferentOneFailsAndLeavesBoth() throws IOException {
        StageResult first = stages().run(IDENTITY, ONCE, work("weights"));
        byte[] committed = store.read(IDENTITY.manifestKey()).orElseThrow();
        assertThatThrownBy(() -> stages().run(IDENTITY, AGAIN, work("other")))
                .isInstanceOfSatisfying(
                        DifferenceFailure.class,
                        failure -> assertThat(failure.difference())
                                .isEqualTo(new Difference(
                                        StageKind.TRAIN,
                                        IDENTITY.digest(),
                                        "weights",
                                        Optional.of(sha256("weights")),
                                        Optional.of(sha256("other")))))
                .hasMessageStartingWith(
                        "train %s is not what stood: weights has SHA-256 %s now, the committed one has %s; the new files are at memory://stages/train/%s/recomputed-00000000aa/attempt-"
                                .formatted(
                                        IDENTITY.digest().abbreviated(),
                                        sha256("other"),
                                        sha256("weights"),
                                        IDENTITY.digest()))
                .hasMessageEndingWith(", the committed ones stay");
        assertThat(store.read(IDENTITY.manifestKey()).orElseThrow()).isEqualTo(committed);
        assertThat(store.list(IDENTITY.folder().resolve("recomputed-00000000aa")))
                .extracting(ArtifactKey::name)
                .containsExactly("times", "weights");
        assertThat(stages().run(IDENTITY, ONCE, work("weights")).manifest()).isEqualTo(first.manifest());
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aDifferenceTellsWhereMemoryRanOut() {
        stages().run(IDENTITY, ONCE, noted("weights", "memory ran out: done with A"));
        assertThatThrownBy(() -> stages().run(IDENTITY, AGAIN, noted("other", "memory ran out: done with B")))
                .isInstanceOf(DifferenceFailure.class)
                .hasMessageEndingWith(
                        "the committed ones stay; of the committed ones, memory ran out: done with A; of the"
                                + " new ones, memory ran out: done with B");
        assertThatThrownBy(() -> stages().run(IDENTITY, AGAIN, work("other")))
                .isInstanceOf(DifferenceFailure.class)
                .hasMessageEndingWith("the committed ones stay; of the committed ones, memory ran out: done with A");
    }

    private StageWork noted(String weights, String memory) {
        return folder -> {
            StageOutput output = work(weights).compute(folder);
            return StageOutput.of(
                            output.files(),
                            output.content(),
                            JsonNodeFactory.instance.objectNode().put("memory", memory))
                    .timed("times");
        };
    }

    @Test
    void aFileThatIsMissingDiffers() {
        stages().run(IDENTITY, ONCE, work("weights"));
        assertThatThrownBy(() -> stages().run(IDENTITY, AGAIN, folder -> {
                    StageOutput whole = work("weights").compute(folder);
                    TreeMap<String, Path> files = new TreeMap<>(whole.files());
                    files.remove("weights");
                    return StageOutput.of(files, whole.content(), whole.summary())
                            .timed("times");
                }))
                .isInstanceOf(DifferenceFailure.class)
                .hasMessageContaining("weights has SHA-256 none (it isn't there) now");
    }

    @Test
    void whereNothingStandsItIsCommittedAsEver() {
        StageResult first = stages().run(IDENTITY, AGAIN, work("weights"));
        assertThat(first.origin()).isEqualTo(Origin.COMPUTED);
        assertThat(first.manifest().key()).isEqualTo(IDENTITY.manifestKey());
        // An attempt whose end nobody heard of is not done again.
        assertThat(stages().run(IDENTITY, AGAIN, work("weights"))).isEqualTo(first);
        assertThat(stages().run(IDENTITY, ONCE, work("weights")).origin()).isEqualTo(Origin.REUSED);
        assertThat(computed).hasValue(1);
    }

    @Test
    void whoeverCommitsMeanwhileIsComparedWith() {
        assertThatThrownBy(() -> stages().run(IDENTITY, AGAIN, folder -> {
                    stages().run(IDENTITY, ONCE, work("theirs"));
                    return work("mine").compute(folder);
                }))
                .isInstanceOf(DifferenceFailure.class);
    }

    @Test
    void aFailureIsNoDifference() {
        stages().run(IDENTITY, ONCE, work("weights"));
        assertThatThrownBy(() -> stages().run(IDENTITY, AGAIN, folder -> {
                    throw new EngineFailure("broken");
                }))
                .isInstanceOf(EngineFailure.class);
        assertThat(stages().find(IDENTITY, AGAIN)).isEmpty();
    }

    private Stages stages() {
        return new Stages(store, scratch, Clock.systemUTC());
    }

    /** Writes weights, and when it did. */
    private StageWork work(String weights) {
        return folder -> {
            try {
                Path file = Files.writeString(folder.resolve("weights"), weights);
                Path times = Files.writeString(folder.resolve("times"), "at " + computed.incrementAndGet());
                return StageOutput.of(
                                Map.of("weights", file, "times", times),
                                sha256(weights),
                                JsonNodeFactory.instance.objectNode())
                        .timed("times");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private static Digest sha256(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static ExperimentInput experiment() {
        return new ExperimentInput(
                ExperimentId.of("test", DIGEST),
                DataSpecs.of(
                        "test",
                        0,
                        new TaskSpec("coin", Map.of(), new PromptSpec("", "", "", "")),
                        new DataSpec("rows.jsonl", Map.of(), 0, new SplitSpec(0, 0.1, 0.1), new ProofSpec(1, 1, 0)),
                        new TrackingSpec("r3", "")),
                DIGEST,
                DIGEST,
                new ArtifactRef(ArtifactKey.of("inputs", DIGEST.hex(), "rows.jsonl"), DIGEST, 1),
                new TreeMap<>(),
                StageKind.DATASET,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }
}
