package dev.r3.infra.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.infra.spec.SpecReader;
import dev.r3.infra.temporal.Experiments.UnknownExperimentException;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingInput;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordedRunTest {
    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final ArtifactRef FILE = new ArtifactRef(ArtifactKey.of("stages", "file"), DIGEST, 1);
    private static final NamedStage STAGE = new NamedStage(
            "dataset",
            new StageResult(StageKind.DATASET, DIGEST, FILE, DIGEST, StageResult.Origin.COMPUTED, "computed"));
    private static final ExperimentId ID = new ExperimentId("r3-tiny-abababababab");

    @TempDir
    Path folder;

    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
    private final WorkflowClient client = environment.getWorkflowClient();

    /** Finishes, fails or goes on for ever, as its input's user says. */
    public static final class Scripted implements ExperimentWorkflow {
        private boolean over;

        @Override
        public ExperimentResult run(ExperimentInput input) {
            switch (input.provenance().user()) {
                case "fails" -> throw ApplicationFailure.newNonRetryableFailure("broken", "r3.data");
                case "goes on" -> Workflow.await(() -> over);
                default -> {}
            }
            return new ExperimentResult(input.id(), List.of(STAGE), TrackedRun.waiting("down"));
        }

        @Override
        public List<StageProgress> progress() {
            return List.of();
        }

        @Override
        public List<NamedStage> stages() {
            return List.of(STAGE);
        }

        @Override
        public ExperimentInput input() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        /** Is never done with it: the run ends before. */
        @Override
        public void stop() {
            over = true;
            Workflow.await(() -> false);
        }

        @Override
        public List<String> explain() {
            return List.of();
        }
    }

    @BeforeEach
    void work() {
        environment.newWorker(TaskQueues.CONTROL).registerWorkflowImplementationTypes(Scripted.class);
        environment.start();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void aFinishedRunIsItsInputAndItsResult() throws Exception {
        ExperimentInput input = input("finishes");
        WorkflowStub workflow = workflow();
        WorkflowExecution execution = workflow.start(input);
        workflow.getResult(ExperimentResult.class);
        TrackingInput tracking = tracking(TrackingInput.State.FINISHED);
        assertThat(tracking.run().experiment()).isEqualTo(input);
        assertThat(tracking.run().execution()).isEqualTo(execution.getRunId());
        assertThat(tracking.run().startedAt()).isPositive();
        assertThat(tracking.at()).isGreaterThanOrEqualTo(tracking.run().startedAt());
        assertThat(tracking.stages()).containsExactly(STAGE);
    }

    @Test
    void aFailedRunTellsWhatItHasDone() throws Exception {
        WorkflowStub workflow = workflow();
        workflow.start(input("fails"));
        assertThatThrownBy(() -> workflow.getResult(ExperimentResult.class))
                .isInstanceOf(WorkflowFailedException.class);
        assertThat(tracking(TrackingInput.State.FAILED).stages()).containsExactly(STAGE);
    }

    @Test
    void aRunThatGoesOnTellsWhatItHasDone() throws Exception {
        workflow().start(input("goes on"));
        assertThat(tracking(TrackingInput.State.RUNNING).stages()).containsExactly(STAGE);
    }

    @Test
    void aRunSaysWhatItIsWithoutRightsOnTheServer() throws Exception {
        new Experiments(client).start(input("goes on"));
        Map<String, Payload> memo = client.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(ID.value()))
                        .build())
                .getWorkflowExecutionInfo()
                .getMemo()
                .getFieldsMap();
        assertThat(memo).containsOnlyKeys("r3.name", "r3.family", "r3.spec");
        assertThat(memo)
                .hasEntrySatisfying(
                        "r3.family",
                        family -> assertThat(family.getData().toStringUtf8()).isEqualTo("\"countdown\""));
    }

    @Test
    void aRunThatEndsWhileItIsToldRunsNoMore() throws Exception {
        workflow().start(input("goes on"));
        Experiments experiments = new Experiments(client);
        assertThatThrownBy(() -> experiments.tell(ID, ExperimentWorkflow::stop))
                .isInstanceOf(UnknownExperimentException.class)
                .hasMessageContaining(ID + " does not run");
    }

    @Test
    void aRunThatNobodyStartedIsNone() throws Exception {
        assertThat(RecordedRun.latest(client, ID)).isEmpty();
    }

    private TrackingInput tracking(TrackingInput.State state) throws UnreachableException {
        RecordedRun run = RecordedRun.latest(client, ID).orElseThrow();
        assertThat(run.state()).isEqualTo(state);
        assertThat(run.tracking().state()).isEqualTo(state);
        return run.tracking();
    }

    private WorkflowStub workflow() {
        return client.newUntypedWorkflowStub(
                ExperimentWorkflow.class.getSimpleName(),
                WorkflowOptions.newBuilder()
                        .setWorkflowId(ID.value())
                        .setTaskQueue(TaskQueues.CONTROL)
                        .build());
    }

    private ExperimentInput input(String user) throws Exception {
        Path spec = Files.writeString(folder.resolve("spec.yaml"), """
                name: tiny
                task: { family: countdown }
                data: { source: tasks.jsonl }
                """);
        return new ExperimentInput(
                ID,
                SpecReader.read(spec).spec(),
                DIGEST,
                DIGEST,
                FILE,
                new TreeMap<>(),
                StageKind.DATASET,
                new ExperimentInput.Provenance(user, ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }
}
