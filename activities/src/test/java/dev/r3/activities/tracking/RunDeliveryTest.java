package dev.r3.activities.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.port.ModelNote;
import dev.r3.activities.port.ModelRecord;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.port.RunTracker;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.training.StepMetrics;
import dev.r3.activities.training.TrainStage;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageTrackingInput;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunDeliveryTest {
    private static final RunKey RUN = SmallExperiment.run();
    private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final List<MetricPoint> POINTS =
            List.of(new MetricPoint("reward", 1, 0.25, 1_000), new MetricPoint("reward", 2, 0.5, 1_100));

    @TempDir
    Path folder;

    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final Server server = new Server();
    private final Champions champions = new Champions(store, Clock.fixed(Instant.ofEpochMilli(2_000), ZoneOffset.UTC));
    private Stages stages;
    private RunDelivery delivery;

    /** A tracking server that may be down. */
    private static final class Server implements RunTracker {
        private final List<RunRecord> records = new ArrayList<>();
        private final Map<String, String> notes = new TreeMap<>();
        private Optional<ModelNote> champion = Optional.empty();
        private Runnable whileCrowning = () -> {};
        private Consumer<RunRecord> takes = record -> {};
        private boolean down;

        @Override
        public TrackedRun deliver(RunRecord record) {
            if (down) {
                throw new TrackerFailure("MLflow does not answer");
            }
            records.add(record);
            takes.accept(record);
            return new TrackedRun(record.key(), "http://mlflow/" + record.name(), "");
        }

        @Override
        public void note(ModelNote note) {
            if (!has(note)) {
                throw new TrackerFailure("MLflow has no such model");
            }
            notes.put(note.key(), note.text());
        }

        @Override
        public boolean crown(ModelNote note) {
            if (!has(note)) {
                return false;
            }
            note(note);
            champion = Optional.of(note);
            whileCrowning.run();
            return true;
        }

        private boolean has(ModelNote note) {
            return records.stream()
                    .flatMap(record -> record.model().stream())
                    .anyMatch(model ->
                            model.key().equals(note.key()) && model.name().equals(note.name()));
        }
    }

    @BeforeEach
    void open() {
        stages = new Stages(store, folder.resolve("scratch"), Clock.fixed(Instant.ofEpochMilli(3_000), ZoneOffset.UTC));
        ExperimentInputs inputs = new ExperimentInputs(
                TaskFamilies.load(List.of()), stages, new CheckpointFolders(folder.resolve("models"), stages, store));
        delivery = new RunDelivery(stages, new TrainStage(stages, store, inputs), champions, store, server);
    }

    @Test
    void whatAServerThatWasDownMissedIsDeliveredLater() {
        List<NamedStage> done = List.of(
                failures(),
                trained(),
                committed("evaluation/vanilla", StageKind.EVALUATION, arm()),
                committed("evaluation/trained", StageKind.EVALUATION, arm()));
        TrackingInput finished = new TrackingInput(RUN, 9_000, done, TrackingInput.State.FINISHED);
        server.down = true;
        assertThatThrownBy(() -> delivery.everything(finished)).isInstanceOf(TrackerFailure.class);
        server.down = false;
        TrackedRun run = delivery.everything(finished);
        assertThat(run.link()).isEqualTo("http://mlflow/r3-small-abababababab");
        assertThat(server.records)
                .extracting(RunRecord::name)
                .containsExactly("r3-small-abababababab", "train", "eval/vanilla", "eval/trained");
        assertThat(server.records).extracting(RunRecord::state).containsOnly(RunRecord.State.FINISHED);
        assertThat(server.records.get(0).changedAt()).isEqualTo(9_000);
        RunRecord training = server.records.get(1);
        assertThat(training.metrics()).containsExactlyElementsOf(POINTS);
        assertThat(training.model().map(ModelRecord::name)).contains("small");
    }

    @Test
    void sampledCoursesComeToTheArmsOwnRun() {
        ObjectNode sampled = JsonNodeFactory.instance.objectNode();
        List.of(1, 1).forEach(sampled.putArray("first_try")::add);
        List.of(0, 2).forEach(sampled.putArray("second_try")::add);
        List<NamedStage> done = List.of(
                committed("evaluation/vanilla", StageKind.EVALUATION, arm()),
                committed("sampled/vanilla", StageKind.SAMPLED, sampled));
        delivery.everything(finished(done));
        assertThat(server.records)
                .extracting(RunRecord::name)
                .containsExactly("r3-small-abababababab", "eval/vanilla", "eval/vanilla");
        assertThat(server.records.get(2).key()).isEqualTo(server.records.get(1).key());
        assertThat(server.records.get(2).metrics())
                .extracting(RunRecord.MetricPoint::name)
                .containsExactly("eval/first_try_pass_at_1", "eval/second_try_pass_at_1", "eval/sampled_tasks");
    }

    @Test
    void aReportsFilesAreFetchedWhenAServerAsksForThem() throws IOException {
        Path page = file("report.html", "<!DOCTYPE html>");
        NamedStage report = committed(
                "report",
                StageKind.REPORT,
                NOTHING,
                Map.of("report.html", page, "plots/arms.png", file("arms.png", "png")));
        List<String> sent = new ArrayList<>();
        server.takes = record -> record.files().forEach(file -> {
            if (file instanceof RunRecord.StoredFile stored) {
                sent.add(stored.path() + ": " + content(stored.fetched().get()));
            }
        });
        delivery.everything(new TrackingInput(RUN, 9_000, List.of(report), TrackingInput.State.FINISHED));
        assertThat(sent).containsExactly("plots/arms.png: png", "report.html: <!DOCTYPE html>");
    }

    @Test
    void theGatesWordStandsBesideRunAndModel() {
        List<NamedStage> done = done("kept", "no better");
        delivery.everything(finished(done));
        assertThat(server.records.get(0).tags())
                .containsEntry("r3.gate", "kept")
                .containsEntry("r3.gate.reason", "no better");
        assertThat(server.notes).containsExactly(Map.entry(key(done), "kept: no better"));
        assertThat(server.champion).isEmpty();
    }

    @Test
    void thePromotedModelIsTheChampion() {
        List<NamedStage> done = done("promoted", "better");
        crown(done, "ada");
        delivery.everything(finished(done));
        assertThat(server.champion)
                .contains(new ModelNote(key(done), "small", "champion-1, promoted by hand by ada: why"));
        assertThat(server.notes).containsExactly(Map.entry(key(done), "champion-1, promoted by hand by ada: why"));
        delivery.everything(finished(done));
        assertThat(server.notes).hasSize(1);
    }

    @Test
    void aNoteIsToldOnceItsModelIs() {
        List<NamedStage> done = done("kept", "no better");
        StageTrackingInput gate = new StageTrackingInput(RUN, done.get(2));
        assertThatThrownBy(() -> delivery.stage(gate)).isInstanceOf(TrackerFailure.class);
        delivery.stage(new StageTrackingInput(RUN, done.get(1)));
        delivery.stage(gate);
        assertThat(server.notes).containsOnlyKeys(key(done));
    }

    /** Whatever a run's own gate said: it may have been promoted by hand. */
    @Test
    void aTrainingThatIsToldLateBringsTheAlias() {
        List<NamedStage> done = done("kept", "no better");
        crown(done, "ada");
        delivery.stage(new StageTrackingInput(RUN, done.get(1)));
        assertThat(server.champion.map(ModelNote::key)).contains(key(done));
    }

    @Test
    void aChampionThatTheServerLacksChangesNothing() {
        List<NamedStage> done = done("kept", "no better");
        StageResult another = committed("another", StageKind.TRAIN, NOTHING).result();
        champions.crownByHand(RUN.experiment(), another, "ada", "elsewhere");
        assertThat(delivery.champion(RUN.experiment().spec())).isFalse();
        delivery.everything(finished(done));
        assertThat(server.champion).isEmpty();
    }

    @Test
    void whoBecomesChampionMeanwhileIsToldLast() {
        List<NamedStage> done = done("promoted", "better");
        crown(done, "ada");
        delivery.stage(new StageTrackingInput(RUN, done.get(1)));
        NamedStage next = committed(
                "next",
                StageKind.TRAIN,
                NOTHING,
                Map.of("config.json", file("next.json", "{next}"), TrainStage.METRICS, metrics()),
                SmallExperiment.BASE);
        delivery.stage(new StageTrackingInput(RUN, new NamedStage(StageKind.TRAIN.label(), next.result())));
        server.whileCrowning = () -> champions.crownByHand(RUN.experiment(), next.result(), "bob", "better still");
        assertThat(delivery.champion(RUN.experiment().spec())).isTrue();
        assertThat(server.champion.map(ModelNote::text)).contains("champion-2, promoted by hand by bob: better still");
    }

    private List<NamedStage> done(String decision, String reason) {
        NamedStage train = trained();
        ObjectNode gate = JsonNodeFactory.instance
                .objectNode()
                .put("decision", decision)
                .put("reason", reason)
                .put("champion", 0)
                .put("model", train.result().digest().hex());
        return List.of(failures(), train, committed("gate", StageKind.GATE, gate));
    }

    private static TrackingInput finished(List<NamedStage> done) {
        return new TrackingInput(RUN, 9_000, done, TrackingInput.State.FINISHED);
    }

    private static String key(List<NamedStage> done) {
        return done.get(1).result().digest().hex();
    }

    private void crown(List<NamedStage> done, String who) {
        assertThat(champions.crownByHand(RUN.experiment(), done.get(1).result(), who, "why"))
                .isPresent();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTrainingIsShownFromItsFirstKeptStep() throws IOException {
        List<NamedStage> done =
                List.of(dataset(), failures(), committed("evaluation/vanilla", StageKind.EVALUATION, arm()));
        TrackingInput running = new TrackingInput(RUN, 9_000, done, TrackingInput.State.RUNNING);
        delivery.everything(running);
        assertThat(server.records).extracting(RunRecord::name).containsExactly("r3-small-abababababab", "eval/vanilla");
        assertThat(server.records.get(0).state()).isEqualTo(RunRecord.State.RUNNING);

        keep(snapshots(), metrics());
        delivery.everything(running);

        RunRecord training = server.records.get(4);
        assertThat(training.name()).isEqualTo("train");
        assertThat(training.state()).isEqualTo(RunRecord.State.RUNNING);
        assertThat(training.metrics()).containsExactlyElementsOf(POINTS);
        assertThat(training.model()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"STOPPED, KILLED", "FAILED, FAILED"})
    void aTrainingThatWasCutOffEndsWithItsExperiment(TrackingInput.State ended, RunRecord.State state)
            throws IOException {
        List<NamedStage> done = List.of(dataset(), failures());
        delivery.everything(new TrackingInput(RUN, 8_000, done, TrackingInput.State.RUNNING));
        keep(snapshots(), metrics());
        server.records.clear();

        delivery.experiment(new TrackingInput(RUN, 9_000, done, ended));

        assertThat(server.records).extracting(RunRecord::name).containsExactly("r3-small-abababababab", "train");
        assertThat(server.records).allSatisfy(record -> {
            assertThat(record.state()).isEqualTo(state);
            assertThat(record.changedAt()).isEqualTo(9_000);
        });
        assertThat(server.records.get(1).metrics()).containsExactlyElementsOf(POINTS);
    }

    @Test
    void theControlsTrainingIsShownOnceTheMethodsIsDone() throws IOException {
        TrackingInput running = new TrackingInput(
                SmallExperiment.controlledRun(),
                9_000,
                List.of(dataset(), failures(), trained()),
                TrackingInput.State.RUNNING);
        delivery.everything(running);
        assertThat(server.records).extracting(RunRecord::name).containsExactly("r3-small-abababababab", "train");
        keep(snapshots(), metrics());
        server.records.clear();

        delivery.everything(running);

        assertThat(server.records)
                .extracting(RunRecord::name)
                .containsExactly("r3-small-abababababab", "train", "train/task-grpo");
        RunRecord control = server.records.get(2);
        assertThat(control.state()).isEqualTo(RunRecord.State.RUNNING);
        assertThat(control.metrics()).containsExactlyElementsOf(POINTS);
    }

    private NamedStage dataset() {
        Path tasks = file("tasks.parquet", "tasks");
        Map<String, Path> files = Stream.of(Side.values()).collect(Collectors.toMap(Side::fileName, side -> tasks));
        return committed("dataset", StageKind.DATASET, NOTHING, files);
    }

    private Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NamedStage failures() {
        return committed("failures", StageKind.FAILURES, NOTHING);
    }

    private static ObjectNode arm() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tasks", 10)
                .put("first_try", 1)
                .put("second_try", 2);
    }

    private NamedStage committed(String name, StageKind kind, ObjectNode summary) {
        return committed(name, kind, summary, Map.of());
    }

    private NamedStage trained() {
        return committed(
                "train",
                StageKind.TRAIN,
                JsonNodeFactory.instance.objectNode().put("step", 2),
                Map.of("config.json", file("config.json", "{}"), TrainStage.METRICS, metrics()));
    }

    private Path metrics() {
        Path metrics = folder.resolve(TrainStage.METRICS);
        JsonLines.write(
                metrics,
                List.of(
                        new StepMetrics(1, 1_000, new TreeMap<>(Map.of("reward", 0.25))),
                        new StepMetrics(2, 1_100, new TreeMap<>(Map.of("reward", 0.5)))));
        return metrics;
    }

    /** Where those of the training were looked for that was delivered last. */
    private ArtifactKey snapshots() {
        return store.listed().stream()
                .filter(key -> key.path().startsWith("stages/train/"))
                .findFirst()
                .orElseThrow();
    }

    /** As an epoch does that ends with step 2. */
    private void keep(ArtifactKey snapshots, Path metrics) throws IOException {
        ArtifactRef file = store.put(snapshots.resolve("attempt-1/" + TrainStage.METRICS), metrics);
        Map<String, Object> snapshot = Map.of("step", 2, "best", 0, "files", Map.of(TrainStage.METRICS, file));
        store.putIfAbsent(
                snapshots.resolve("step-00000002.json"),
                JsonMapper.builder().build().writeValueAsBytes(snapshot));
    }

    private NamedStage committed(String name, StageKind kind, ObjectNode summary, Map<String, Path> files) {
        return committed(name, kind, summary, files, SmallExperiment.DIGEST);
    }

    private NamedStage committed(
            String name, StageKind kind, ObjectNode summary, Map<String, Path> files, Digest content) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("name", name);
        StageResult result = stages.run(
                StageIdentity.of(kind, 1, parameters, Map.of()),
                RUN.experiment().id(),
                scratch -> StageOutput.of(files, content, summary));
        return new NamedStage(name, result);
    }
}
