package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.contract.TrackedRun;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.NonDeterministicException;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Experiments that run while R3 is changed. */
@Timeout(60)
class UpgradeTest {
    private static final ExperimentInput INPUT = SmallExperiment.until(StageKind.DATASET);

    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());

    /** Remembers the run that it worked on last: any other is done from its history, as if it had just started. */
    private final WorkerFactory workers = WorkerFactory.newInstance(
            environment.getWorkflowClient(),
            WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(1).build());

    private volatile Supplier<ExperimentWorkflow> code = Former::new;

    @AfterEach
    void close() {
        workers.shutdownNow();
        environment.close();
    }

    @Test
    void whatAnotherR3BeganInAnotherOrderEndsAndSaysSo() {
        workers.newWorker(TaskQueues.CONTROL)
                .registerWorkflowImplementationFactory(
                        ExperimentWorkflow.class, () -> code.get(), WorkflowTypes.options());
        workers.start();
        WorkflowStub run = started(SmallExperiment.ID.value());
        started("another");

        code = () -> new ExperimentWorkflowImpl(INPUT);
        run.signal("wake");

        assertThatThrownBy(() -> run.getResult(30, TimeUnit.SECONDS, ExperimentResult.class))
                .isInstanceOf(WorkflowFailedException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo(NonDeterministicException.class.getName()));
    }

    /** A run that waits. */
    private WorkflowStub started(String id) {
        WorkflowStub run = environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(
                        ExperimentWorkflow.class.getSimpleName(),
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(id)
                                .build());
        run.start(INPUT);
        assertThat(run.query("explain", Object.class)).isEqualTo(List.of("waits"));
        return run;
    }

    /** As it was: it waits before it tells the tracking server. */
    public static final class Former implements ExperimentWorkflow {
        private boolean waits;

        @Override
        public ExperimentResult run(ExperimentInput input) {
            waits = true;
            Workflow.sleep(Duration.ofHours(1));
            return new ExperimentResult(input.id(), List.of(), TrackedRun.waiting("down"));
        }

        @Override
        public List<StageProgress> progress() {
            return List.of();
        }

        @Override
        public List<NamedStage> stages() {
            return List.of();
        }

        @Override
        public ExperimentInput input() {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void stop() {}

        @Override
        public List<String> explain() {
            return waits ? List.of("waits") : List.of();
        }
    }
}
