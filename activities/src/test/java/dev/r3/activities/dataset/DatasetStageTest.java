package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentInput.Provenance;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetStageTest {

    static final String ROWS = """
            {"target":10,"nums":[4,6],"solution":"4 + 6"}
            {"target":9,"nums":[4,5]}
            """;
    static final TaskSpec COUNTDOWN = task("countdown", Map.of());
    static final DataSpec DATA = data("rows.jsonl", 0, 0.2);

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private Stages stages;
    private DatasetStage stage;

    @BeforeEach
    void open() throws IOException {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        stages = new Stages(store, scratch, Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC));
        stage = new DatasetStage(TaskFamilies.load(List.of()), store, stages);
    }

    @Test
    void commitsFilesProfileAndDigest() throws IOException {
        StageResult result = run(COUNTDOWN, DATA, "rows.jsonl", ROWS);
        Manifest manifest = stages.manifest(result);
        assertThat(result.origin()).isEqualTo(Origin.COMPUTED);
        assertThat(manifest.files())
                .containsOnlyKeys(
                        "train.parquet", "validation.parquet", "test.parquet", "rejects.jsonl", "profile.json");
        assertThat(manifest.inputs()).containsOnlyKeys("source");
        Path profile = folder.resolve("profile.json");
        store.download(manifest.file("profile.json"), profile);
        assertThat(CanonicalJson.write(JsonMapper.builder().build().readTree(profile.toFile())))
                .isEqualTo(CanonicalJson.write(manifest.summary()));
        assertThat(manifest.content()).isEqualTo(result.content());
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void isComputedOnceAndReusedByAnotherExperiment() throws IOException {
        StageResult first = run(COUNTDOWN, DATA, "rows.jsonl", ROWS);
        StageResult second = run(COUNTDOWN, DATA, "rows.jsonl", ROWS);
        assertThat(second.origin()).isEqualTo(Origin.REUSED);
        assertThat(second.manifest()).isEqualTo(first.manifest());
        assertThat(second.content()).isEqualTo(first.content());
    }

    @Test
    void theSourcesNameDoesNotCount() throws IOException {
        StageResult first = run(COUNTDOWN, DATA, "rows.jsonl", ROWS);
        StageResult renamed = run(COUNTDOWN, data("../elsewhere/other.jsonl", 0, 0.2), "other.jsonl", ROWS);
        assertThat(renamed.digest()).isEqualTo(first.digest());
        assertThat(renamed.origin()).isEqualTo(Origin.REUSED);
    }

    @Test
    void everythingElseCounts() throws IOException {
        assertThat(List.of(
                        run(COUNTDOWN, DATA, "rows.jsonl", ROWS).digest(),
                        run(COUNTDOWN, data("rows.jsonl", 0, 0.3), "rows.jsonl", ROWS)
                                .digest(),
                        run(COUNTDOWN, data("rows.jsonl", 1, 0.2), "rows.jsonl", ROWS)
                                .digest(),
                        run(task("countdown", Map.of("all-numbers-required", "false")), DATA, "rows.jsonl", ROWS)
                                .digest(),
                        run(COUNTDOWN, DATA, "rows.jsonl", ROWS + "{\"target\":8,\"nums\":[4,4]}\n")
                                .digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theVerifiersFingerprintIsAParameter() throws IOException {
        CountdownFamily family = new CountdownFamily();
        Options options = Options.of(family.options(), Map.of("all-numbers-required", "false"));
        StageResult result = run(task("countdown", Map.of("all-numbers-required", "false")), DATA, "rows.jsonl", ROWS);
        assertThat(stages.manifest(result).parameters().path("verifier").asText())
                .isEqualTo(Fingerprint.of(family, options).value());
        assertThat(stages.manifest(result).parameters().has("source")).isFalse();
    }

    /** The source lies in the folder into which its sides are written. */
    @ParameterizedTest
    @ValueSource(strings = {"train.parquet", "test.parquet"})
    void aSourceMayHaveTheNameOfAnOutput(String name) throws IOException {
        Path file = folder.resolve(name);
        ObjectNode row = JsonMapper.builder().build().createObjectNode().put("target", 10);
        row.putArray("nums").add(4).add(6);
        TaskFile.write(List.of(row).iterator(), new CountdownFamily(), file);
        StageResult result =
                stage.run(input(COUNTDOWN, DATA, store.put(ArtifactKey.of("in", name), file)), IngestListener.SILENT);
        assertThat(stages.manifest(result).summary().path("rows_read").asLong()).isEqualTo(1);
    }

    @Test
    void aWorkerWithAnotherVerifierRefuses() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.jsonl"), ROWS);
        ArtifactRef source = store.put(ArtifactKey.of("in", "rows.jsonl"), file);
        assertThatThrownBy(() ->
                        stage.run(input(COUNTDOWN, DATA, source, new Digest("cd".repeat(32))), IngestListener.SILENT))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContainingAll("fingerprint", "cdcd", "one build");
    }

    @Test
    void anUnknownFamilyIsAFailureOfTheSpec() {
        assertThatThrownBy(() -> run(task("sudoku", Map.of()), DATA, "rows.jsonl", ROWS))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContainingAll("task.family", "'sudoku'", "plugins");
    }

    @Test
    void anUnknownOrWrongOptionIsAFailureOfTheSpec() {
        assertThatThrownBy(() -> run(task("countdown", Map.of("speed", "9")), DATA, "rows.jsonl", ROWS))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContainingAll("task.options", "'speed'");
        assertThatThrownBy(
                        () -> run(task("countdown", Map.of("all-numbers-required", "maybe")), DATA, "rows.jsonl", ROWS))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining("task.options");
    }

    @Test
    void dataThatDoesNotProveItselfCommitsNothing() {
        assertThatThrownBy(() ->
                        run(COUNTDOWN, DATA, "rows.jsonl", "{\"target\":8,\"nums\":[4,5],\"solution\":\"4 + 5\"}\n"))
                .isInstanceOf(DataFailure.class);
        assertThat(store.list(ArtifactKey.of("stages"))).isEmpty();
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void whatIsWrongIsToldInWordsThatOutlastTheScratchFolder() throws IOException {
        Files.createDirectories(folder.resolve("mine"));
        assertThatThrownBy(() -> run(COUNTDOWN, data("../mine/rows.csv", 0, 0.2), "mine/rows.csv", "a,b\n1,2\n"))
                .isInstanceOf(DataFailure.class)
                .hasMessageStartingWith("data file ../mine/rows.csv has no column 'target'")
                .message()
                .doesNotContain("scratch");
        String rows = "{\"target\":8,\"nums\":\"none\"}\n".repeat(3);
        assertThatThrownBy(() -> run(COUNTDOWN, DATA, "rows.jsonl", rows))
                .isInstanceOf(DataFailure.class)
                .hasMessageContaining("3 of 3 rows of data file rows.jsonl are no countdown tasks")
                .message()
                .doesNotContain("scratch")
                .satisfies(message -> {
                    List<ArtifactKey> kept = store.list(ArtifactKey.of("rejects"));
                    assertThat(kept)
                            .singleElement()
                            .satisfies(
                                    rejects -> assertThat(message).contains("all of them: " + store.address(rejects)));
                    assertThat(new String(store.read(kept.get(0)).orElseThrow(), StandardCharsets.UTF_8))
                            .hasLineCount(3);
                });
    }

    @Test
    void aSourceThatIsGoneIsAFailureOfStorage() {
        ArtifactRef gone = new ArtifactRef(ArtifactKey.of("in", "rows.jsonl"), new Digest("0".repeat(64)), 1);
        assertThatThrownBy(() -> stage.run(input(COUNTDOWN, DATA, gone), IngestListener.SILENT))
                .isInstanceOf(StorageFailure.class);
    }

    private StageResult run(TaskSpec task, DataSpec data, String name, String rows) throws IOException {
        Path file = Files.writeString(folder.resolve(name), rows);
        return stage.run(input(task, data, store.put(ArtifactKey.of("in", name), file)), IngestListener.SILENT);
    }

    static ExperimentInput input(TaskSpec task, DataSpec data, ArtifactRef source) {
        return input(task, data, source, fingerprint(task));
    }

    private static ExperimentInput input(TaskSpec task, DataSpec data, ArtifactRef source, Digest verifier) {
        ExperimentSpec spec = DataSpecs.of("test", 0, task, data, new TrackingSpec("r3", ""));
        Digest digest = new Digest("ab".repeat(32));
        return new ExperimentInput(
                ExperimentId.of("test", digest),
                spec,
                digest,
                verifier,
                source,
                new TreeMap<>(),
                StageKind.DATASET,
                new Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }

    /** Countdown's under these options; for what is no option of its, any. */
    private static Digest fingerprint(TaskSpec task) {
        CountdownFamily family = new CountdownFamily();
        return task.options().containsKey("speed")
                ? new Digest("ef".repeat(32))
                : new Digest(Fingerprint.of(family, Options.of(family.options(), task.options()))
                        .value());
    }

    private static TaskSpec task(String family, Map<String, String> options) {
        return new TaskSpec(family, options, new PromptSpec("", "", "", ""));
    }

    private static DataSpec data(String source, long seed, double test) {
        return new DataSpec(source, Map.of(), 0, new SplitSpec(seed, 0.05, test), new ProofSpec(1, 1, 0.01));
    }
}
