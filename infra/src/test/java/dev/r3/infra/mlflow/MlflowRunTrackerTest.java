package dev.r3.infra.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.port.RunTags;
import dev.r3.infra.mlflow.FakeMlflow.Answer;
import dev.r3.workflows.contract.TrackedRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlflowRunTrackerTest {

    @TempDir
    Path folder;

    private FakeMlflow server;
    private MlflowRunTracker tracker;

    @BeforeEach
    void start() throws IOException {
        server = new FakeMlflow();
        tracker = new MlflowRunTracker(URI.create(server.address() + "/"), Map.of(), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void deliversEverythingTheRecordSays() {
        TrackedRun tracked = tracker.deliver(Records.finished());
        assertThat(tracked).isEqualTo(new TrackedRun("run0", server.address() + "/#/experiments/1/runs/run0", ""));
        FakeRuns.Run run = server.runs.run("run0");
        assertThat(server.runs.experiments).containsOnlyKeys("a team's experiments");
        assertThat(run.created.path("experiment_id").asText()).isEqualTo("1");
        assertThat(run.created.path("run_name").asText()).isEqualTo("r3-demo-0123456789ab");
        assertThat(run.created.path("start_time").asLong()).isEqualTo(1_000);
        assertThat(run.tags).isEqualTo(Map.of("r3.run", Records.KEY, "r3.task", "countdown"));
        assertThat(run.params).isEqualTo(Map.of("seed", "42"));
        assertThat(run.points).containsExactly("reward 1 0.5 1500");
        assertThat(run.datasets.get("demo-train")).hasToString("""
                {"tags":[{"key":"mlflow.data.context","value":"train"}],\
                "dataset":{"name":"demo-train","digest":"0a1b","source_type":"s3",\
                "source":"{\\"uri\\":\\"s3://bucket/train.parquet\\"}","profile":"{\\"num_rows\\":7}"}}""");
        assertThat(server.runs.files).isEqualTo(Map.of("PUT /1/run0/artifacts/dataset/profile 1.json", "{\"rows\":7}"));
        assertThat(run.endTime).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, RUNNING, 0", "FINISHED, FINISHED, 2000", "FAILED, FAILED, 2000"})
    void aRunEndsAsTheRecordSays(RunRecord.State state, String status, long endTime) {
        tracker.deliver(Records.of(state, new TreeMap<>(), new TreeMap<>()));
        assertThat(server.runs.run("run0").status).isEqualTo(status);
        assertThat(server.runs.run("run0").endTime).isEqualTo(endTime);
    }

    @Test
    void aPartIsARunBelowItsParent() {
        tracker.deliver(Records.running());
        assertThat(tracker.deliver(Records.part(List.of())).runId()).isEqualTo("run1");
        assertThat(server.runs.run("run1").tags).containsEntry("mlflow.parentRunId", "run0");
    }

    @Test
    void aPartWaitsForItsParent() {
        assertThatThrownBy(() -> tracker.deliver(Records.part(List.of())))
                .isInstanceOf(TrackerFailure.class)
                .hasMessageContainingAll("has no run '" + Records.KEY + "' yet", "'train'");
    }

    @Test
    void manyPointsAreDeliveredOnceHoweverOften() {
        List<MetricPoint> points = LongStream.range(0, 2_500)
                .mapToObj(step -> new MetricPoint("reward", step, step / 10.0, 1_000 + step))
                .toList();
        tracker.deliver(Records.running());
        tracker.deliver(Records.part(points.subList(0, 1_500)));
        tracker.deliver(Records.part(points));
        assertThat(server.runs.run("run1").points).hasSize(2_500).contains("reward 7 0.7 1007");
    }

    @Test
    void aRunThatIsThereIsTagged() {
        RunTags tags =
                new RunTags("a team's experiments", Records.KEY, new TreeMap<>(Map.of("r3.compare.other", "+1")));
        assertThat(tracker.tag(tags)).as("there is no such experiment").isFalse();
        server.runs.experiments.put("a team's experiments", "active");
        assertThat(tracker.tag(tags)).as("there is no such run").isFalse();
        tracker.deliver(Records.finished());
        assertThat(tracker.tag(tags)).isTrue();
        assertThat(tracker.tag(tags)).isTrue();
        FakeRuns.Run run = server.runs.run("run0");
        assertThat(run.tags).containsEntry("r3.compare.other", "+1").containsEntry("r3.task", "countdown");
        assertThat(run.status).isEqualTo("FINISHED");
        tracker.tag(new RunTags(tags.experiment(), tags.key(), new TreeMap<>(Map.of("r3.compare.other", "-1"))));
        assertThat(run.tags).containsEntry("r3.compare.other", "-1");
        assertThat(server.runs.all).hasSize(1);
    }

    @Test
    void aLateDeliveryDoesNotReopenAnEndedRun() {
        tracker.deliver(Records.finished());
        tracker.deliver(Records.running());
        assertThat(server.runs.live())
                .singleElement()
                .satisfies(run -> assertThat(run.status).isEqualTo("FINISHED"));
    }

    @Test
    void doingItAgainChangesNothing() {
        TrackedRun first = tracker.deliver(Records.finished());
        assertThat(tracker.deliver(Records.finished())).isEqualTo(first);
        assertThat(server.runs.all).hasSize(1);
        assertThat(server.calls()).containsOnlyOnce("experiments/create", "runs/create");
    }

    @Test
    void ofTwoThatCreateTheExperimentOneIsUsed() {
        server.scripting("experiments/get-by-name", () -> {
            server.runs.experiments.put("a team's experiments", "active");
            return Answer.error(404, "RESOURCE_DOES_NOT_EXIST");
        });
        assertThat(tracker.deliver(Records.running()).delivered()).isTrue();
        assertThat(server.calls())
                .startsWith("experiments/get-by-name", "experiments/create", "experiments/get-by-name", "runs/search");
    }

    /** Another delivery creates its run between our look and our own creation. */
    @ParameterizedTest(name = "ours is {0}, the other''s is {1}: {2} stays")
    @CsvSource({"b, a, a", "a, b, a"})
    void ofTwoThatCreateTheRunOneStays(String ours, String other, String stays) {
        server.runs.idsWillBe(ours);
        server.scripting("runs/search", () -> {
            server.runs.createRun(other, Records.KEY);
            return Answer.json("{}");
        });
        assertThat(tracker.deliver(Records.finished()).runId()).isEqualTo(stays);
        assertThat(server.runs.live())
                .singleElement()
                .satisfies(run -> assertThat(run.id).isEqualTo(stays));
    }

    /** Nobody would bring the other one to its end. */
    @Test
    void anEndedRunStaysRatherThanALateOne() {
        server.runs.createRun("b", Records.KEY).status = "FINISHED";
        server.runs.createRun("a", Records.KEY);
        assertThat(tracker.deliver(Records.running()).runId()).isEqualTo("b");
        assertThat(server.runs.live())
                .singleElement()
                .satisfies(run -> assertThat(run.id).isEqualTo("b"));
    }

    /** The other looks after both stand, and keeps its own; we had seen ours alone. */
    @Test
    void whoKeptTheRunThatWentFindsTheOneThatStaysOnTheNextTry() {
        server.runs.idsWillBe("b");
        server.scripting("runs/log-batch", () -> {
            server.runs.createRun("a", Records.KEY);
            server.runs.run("b").deleted = true;
            return Answer.error(400, "INVALID_PARAMETER_VALUE");
        });
        assertThatThrownBy(() -> tracker.deliver(Records.finished())).isInstanceOf(TrackerFailure.class);
        assertThat(tracker.deliver(Records.finished()).runId()).isEqualTo("a");
        assertThat(server.runs.live()).hasSize(1);
    }

    @Test
    void aDeletedExperimentIsNamed() {
        server.runs.experiments.put("a team's experiments", "deleted");
        assertThatThrownBy(() -> tracker.deliver(Records.running()))
                .isInstanceOf(TrackerFailure.class)
                .hasMessage("the experiment 'a team's experiments' at %s is deleted; restore it there, or name"
                                .formatted(server.address())
                        + " another in the spec");
    }

    @Test
    void manyAndLongValuesArePackedAsTheServerTakesThem() {
        SortedMap<String, String> params = new TreeMap<>();
        SortedMap<String, String> tags = new TreeMap<>();
        for (int i = 0; i < 150; i++) {
            params.put("param" + i, "p".repeat(i * 50));
            tags.put("tag" + i, "\"".repeat(i * 60));
        }
        tracker.deliver(Records.of(RunRecord.State.FINISHED, tags, params));
        tracker.deliver(Records.of(RunRecord.State.FINISHED, tags, params));
        FakeRuns.Run run = server.runs.live().get(0);
        assertThat(run.params).hasSize(150).containsEntry("param120", "p".repeat(6000));
        assertThat(run.params.get("param121")).hasSize(6000).endsWith("pp [cut]");
        assertThat(run.tags).hasSize(151).containsEntry("tag133", "\"".repeat(7980));
        assertThat(run.tags.get("tag149")).hasSize(8000).endsWith("\" [cut]");
    }

    @Test
    void aCutLeavesNoHalfCharacter() {
        SortedMap<String, String> params = new TreeMap<>(Map.of("note", "x" + "\uD83D\uDE00".repeat(4000)));
        tracker.deliver(Records.of(RunRecord.State.RUNNING, new TreeMap<>(), params));
        String note = server.runs.live().get(0).params.get("note");
        assertThat(note).endsWith("\uD83D\uDE00 [cut]").hasSizeBetween(5_999, 6_000);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mlflow-artifacts:/1, PUT /1/run0/artifacts/dataset/profile 1.json",
        "mlflow-artifacts://proxy:5000/a b/1, PUT /a b/1/run0/artifacts/dataset/profile 1.json",
        "s3://bucket/mlflow/1, POST /ajax-api/2.0/mlflow/upload-artifact?run_uuid=run0&path=dataset/profile 1.json",
        "/srv/mlruns/1, POST /ajax-api/2.0/mlflow/upload-artifact?run_uuid=run0&path=dataset/profile 1.json"
    })
    void filesGoWhereTheServerLooksForThem(String root, String expected) {
        server.runs.artifactRoot = root;
        tracker.deliver(Records.running());
        assertThat(server.runs.files).containsOnlyKeys(expected);
    }

    @Test
    void aStoredFileIsSentOnceAndAgainWhenItIsAnother() throws IOException {
        Path page = Files.writeString(folder.resolve("report.html"), "<!DOCTYPE html>ä");
        tracker.deliver(Records.withFile(page, "ab"));
        assertThat(server.runs.files).containsEntry("PUT /1/run0/artifacts/plots/a b.html", "<!DOCTYPE html>ä");
        assertThat(server.runs.run("run0").tags).containsEntry("r3.file.plots/a b.html", "ab".repeat(32));

        server.runs.files.clear();
        tracker.deliver(Records.withFile(folder.resolve("gone"), "ab"));
        assertThat(server.runs.files).as("it is not even fetched").isEmpty();

        tracker.deliver(Records.withFile(Files.writeString(page, "another"), "cd"));
        assertThat(server.runs.files).containsEntry("PUT /1/run0/artifacts/plots/a b.html", "another");
    }
}
