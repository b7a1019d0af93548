package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.DatasetActivity;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingActivity;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExperimentWorkflowTest {

    private static final Digest DIGEST = new Digest("ab".repeat(32));

    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
    private final List<TrackingInput> tracked = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void ingestsThenTellsTheTracker() {
        ExperimentWorkflow workflow = start(in -> DATASET, run -> run);

        ExperimentResult result = workflow.run(INPUT);

        assertThat(result.stages()).containsExactly(new NamedStage("dataset", DATASET));
        assertThat(result.run()).isEqualTo(RUN);
        assertThat(workflow.progress()).containsExactly(new StageProgress("dataset", StageProgress.State.DONE));
        assertThat(workflow.explain()).containsExactly("dataset: computed: no such stage stood");
        assertThat(tracked)
                .extracting(TrackingInput::state)
                .containsExactly(TrackingInput.State.RUNNING, TrackingInput.State.FINISHED);
        assertThat(tracked)
                .extracting(TrackingInput::run)
                .allMatch(run -> run.equals(tracked.get(0).run()));
    }

    @Test
    void goesOnWithoutATracker() {
        ExperimentWorkflow workflow = start(in -> DATASET, run -> {
            throw ApplicationFailure.newFailure("MLflow does not answer", FailureType.TRACKER.typeName());
        });

        ExperimentResult result = workflow.run(INPUT);

        assertThat(result.stages()).containsExactly(new NamedStage("dataset", DATASET));
        assertThat(result.run()).isEqualTo(TrackedRun.waiting("MLflow does not answer"));
    }

    @Test
    void endsWithTheDataSetsFailureAndTellsTheTracker() {
        ExperimentWorkflow workflow = start(
                in -> {
                    throw ApplicationFailure.newNonRetryableFailure(
                            "half of it is broken", FailureType.DATA.typeName());
                },
                run -> run);

        assertThatThrownBy(() -> workflow.run(INPUT))
                .isInstanceOf(WorkflowFailedException.class)
                .hasRootCauseInstanceOf(ApplicationFailure.class)
                .rootCause()
                .hasMessageContaining("half of it is broken");
        assertThat(tracked)
                .extracting(TrackingInput::state)
                .containsExactly(TrackingInput.State.RUNNING, TrackingInput.State.FAILED);
    }

    private ExperimentWorkflow start(Function<ExperimentInput, StageResult> ingest, UnaryOperator<TrackedRun> answer) {
        var control = environment.newWorker(TaskQueues.CONTROL);
        control.registerWorkflowImplementationTypes(ExperimentWorkflowImpl.class);
        TrackingActivity tracking = input -> {
            tracked.add(input);
            return answer.apply(RUN);
        };
        control.registerActivitiesImplementations(tracking);
        DatasetActivity datasets = ingest::apply;
        environment.newWorker(TaskQueues.CPU).registerActivitiesImplementations(datasets);
        environment.start();
        return environment
                .getWorkflowClient()
                .newWorkflowStub(
                        ExperimentWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(INPUT.id().value())
                                .build());
    }

    private static final TrackedRun RUN = new TrackedRun("run-1", "http://mlflow/run-1", "");

    private static final StageResult DATASET = new StageResult(
            StageKind.DATASET,
            DIGEST,
            new ArtifactRef(ArtifactKey.of("stages", "dataset", DIGEST.hex(), "manifest.json"), DIGEST, 1),
            DIGEST,
            StageResult.Origin.COMPUTED,
            "computed: no such stage stood");

    private static final ExperimentInput INPUT = new ExperimentInput(
            ExperimentId.of("test", DIGEST),
            DataSpecs.of(
                    "test",
                    0,
                    new TaskSpec("countdown", Map.of("all-numbers-required", "true"), new PromptSpec("", "", "", "")),
                    new DataSpec(
                            "tasks.parquet",
                            Map.of("nums", "numbers"),
                            0,
                            new SplitSpec(0, 0.1, 0.2),
                            new ProofSpec(1, 1, 0.01)),
                    new TrackingSpec("r3", "")),
            DIGEST,
            DIGEST,
            new ArtifactRef(ArtifactKey.of("inputs", DIGEST.hex(), "tasks.parquet"), DIGEST, 1),
            new TreeMap<>(),
            StageKind.DATASET,
            new ExperimentInput.Provenance("someone", ""));
}
