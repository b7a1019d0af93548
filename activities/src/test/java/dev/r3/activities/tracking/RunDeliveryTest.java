package dev.r3.activities.tracking;

import static dev.r3.activities.tracking.CommittedStages.NOTHING;
import static dev.r3.activities.tracking.CommittedStages.POINTS;
import static dev.r3.activities.tracking.CommittedStages.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelRecord;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.workflows.contract.EpochTrackingInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a run the tracking server is told, and when. */
class RunDeliveryTest {
    @TempDir
    Path folder;

    private final FakeTracker server = new FakeTracker();
    private CommittedStages stages;
    private RunDelivery delivery;

    @BeforeEach
    void open() {
        stages = new CommittedStages(folder);
        delivery = stages.to(server);
    }

    @Test
    void whatAServerThatWasDownMissedIsDeliveredLater() {
        List<NamedStage> done = List.of(
                stages.failures(),
                stages.trained(),
                stages.evaluated("evaluation/vanilla"),
                stages.evaluated("evaluation/trained"));
        TrackingInput finished = TrackingInput.of(RUN, 9_000, done, TrackingInput.State.FINISHED);
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
                stages.evaluated("evaluation/vanilla"),
                stages.committed("sampled/vanilla", StageKind.SAMPLED, sampled));
        delivery.everything(TrackingInput.of(RUN, 9_000, done, TrackingInput.State.FINISHED));
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
        Path page = stages.file("report.html", "<!DOCTYPE html>");
        NamedStage report = stages.committed(
                "report",
                StageKind.REPORT,
                NOTHING,
                Map.of("report.html", page, "plots/arms.png", stages.file("arms.png", "png")));
        List<String> sent = new ArrayList<>();
        server.takes = record -> record.files().forEach(file -> {
            if (file instanceof RunRecord.StoredFile stored) {
                sent.add(stored.path() + ": " + content(stored.fetched().get()));
            }
        });
        delivery.everything(TrackingInput.of(RUN, 9_000, List.of(report), TrackingInput.State.FINISHED));
        assertThat(sent).containsExactly("plots/arms.png: png", "report.html: <!DOCTYPE html>");
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
        List<NamedStage> done = List.of(stages.dataset(), stages.failures(), stages.evaluated("evaluation/vanilla"));
        TrackingInput running = TrackingInput.of(RUN, 9_000, done, TrackingInput.State.RUNNING);
        delivery.everything(running);
        assertThat(server.records).extracting(RunRecord::name).containsExactly("r3-small-abababababab", "eval/vanilla");
        assertThat(server.records.get(0).state()).isEqualTo(RunRecord.State.RUNNING);

        stages.keepSteps();
        delivery.everything(running);

        RunRecord training = server.records.get(4);
        assertThat(training.name()).isEqualTo("train");
        assertThat(training.state()).isEqualTo(RunRecord.State.RUNNING);
        assertThat(training.metrics()).containsExactlyElementsOf(POINTS);
        assertThat(training.model()).isEmpty();
        assertThat(training.datasets()).extracting(DatasetInput::context).containsExactly("train", "validation");
    }

    @Test
    void ofAnEpochTheServerIsToldWhatItDoesNotKnow() throws IOException {
        TrainingInput training = TrainingInput.onReflections(
                RUN.experiment(), stages.dataset().result(), stages.failures().result());
        delivery.epochs(new EpochTrackingInput(RUN.start(), training, 0));
        assertThat(server.records).as("no step is kept").isEmpty();
        stages.keepSteps();
        delivery.epochs(new EpochTrackingInput(RUN.start(), training, 0));
        assertThat(server.records).hasSize(1);
        assertThat(server.records.get(0).metrics()).containsExactlyElementsOf(POINTS);
        delivery.epochs(new EpochTrackingInput(RUN.start(), training, 2));
        assertThat(server.records).as("nothing is new").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"STOPPED, KILLED", "FAILED, FAILED"})
    void aTrainingThatWasCutOffEndsWithItsExperiment(TrackingInput.State ended, RunRecord.State state)
            throws IOException {
        List<NamedStage> done = List.of(stages.dataset(), stages.failures());
        delivery.everything(TrackingInput.of(RUN, 8_000, done, TrackingInput.State.RUNNING));
        stages.keepSteps();
        server.records.clear();

        delivery.experiment(TrackingInput.of(RUN, 9_000, done, ended));

        assertThat(server.records).extracting(RunRecord::name).containsExactly("r3-small-abababababab", "train");
        assertThat(server.records).allSatisfy(record -> {
            assertThat(record.state()).isEqualTo(state);
            assertThat(record.changedAt()).isEqualTo(9_000);
        });
        assertThat(server.records.get(1).metrics()).containsExactlyElementsOf(POINTS);
        assertThat(server.records.get(1).datasets()).hasSize(2);
    }

    @Test
    void theControlsTrainingIsShownOnceTheMethodsIsDone() throws IOException {
        TrackingInput running = TrackingInput.of(
                SmallExperiment.controlledRun(),
                9_000,
                List.of(stages.dataset(), stages.failures(), stages.trained()),
                TrackingInput.State.RUNNING);
        delivery.everything(running);
        assertThat(server.records).extracting(RunRecord::name).containsExactly("r3-small-abababababab", "train");
        stages.keepSteps();
        server.records.clear();

        delivery.everything(running);

        assertThat(server.records)
                .extracting(RunRecord::name)
                .containsExactly("r3-small-abababababab", "train", "train/task-grpo");
        RunRecord control = server.records.get(2);
        assertThat(control.state()).isEqualTo(RunRecord.State.RUNNING);
        assertThat(control.metrics()).containsExactlyElementsOf(POINTS);
    }
}
