package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.EvaluationActivity;
import dev.r3.workflows.contract.EvaluationInput;
import dev.r3.workflows.contract.EvaluationWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.TrainingWorkflow;
import dev.r3.workflows.contract.WeightsInput;
import dev.r3.workflows.evaluation.EvaluationWorkflowImpl;
import dev.r3.workflows.evaluation.SampledWorkflowImpl;
import dev.r3.workflows.failures.FailureSetWorkflowImpl;
import dev.r3.workflows.options.StageOptions;
import dev.r3.workflows.training.TrainingWorkflowImpl;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments that ran before a change of the workflows go on after it: their histories are replayed. */
class ReplayTest {
    static Stream<Arguments> workflows() {
        return Stream.of(
                Arguments.of("experiment", ExperimentWorkflowImpl.class),
                Arguments.of("experiment-sampled", ExperimentWorkflowImpl.class),
                Arguments.of("experiment-sampled-controls", ExperimentWorkflowImpl.class),
                Arguments.of("failures", FailureSetWorkflowImpl.class),
                Arguments.of("sampled", SampledWorkflowImpl.class),
                Arguments.of("sampled-control", SampledWorkflowImpl.class),
                Arguments.of("train", TrainingWorkflowImpl.class),
                Arguments.of("evaluation", EvaluationWorkflowImpl.class),
                Arguments.of("experiment-paused", ExperimentWorkflowImpl.class),
                Arguments.of("train-paused", TrainingWorkflowImpl.class),
                Arguments.of("experiment-continued", ExperimentWorkflowImpl.class),
                Arguments.of("experiment-stopped", ExperimentWorkflowImpl.class),
                Arguments.of("train-stopped", TrainingWorkflowImpl.class),
                Arguments.of("experiment-cancelled", ExperimentWorkflowImpl.class),
                Arguments.of("train-cancelled", TrainingWorkflowImpl.class));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void whatWasRecordedIsDoneAgain(String history, Class<?> workflow) {
        assertThatCode(() -> replay(history, workflow)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train-begun", "train-continued"})
    void aTrainingThatContinuedAsAnotherRunIsDoneAgain(String history) {
        assertThatCode(() -> replay(
                        history,
                        worker -> worker.registerWorkflowImplementationFactory(
                                TrainingWorkflow.class,
                                () -> new TrainingWorkflowImpl(RecordedHistories.EPOCHS_PER_HISTORY))))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherOrderIsNoticed() {
        assertThatThrownBy(() -> replay("evaluation", WaitsFirst.class))
                .hasStackTraceContaining("NonDeterministicException");
    }

    private static void replay(String history, Class<?> workflow) throws Exception {
        replay(history, worker -> worker.registerWorkflowImplementationTypes(workflow));
    }

    private static void replay(String history, Consumer<Worker> registration) throws Exception {
        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance()) {
            Worker worker = environment.newWorker("replay", WorkflowTypes.patient());
            registration.accept(worker);
            WorkflowReplayer.replayWorkflowExecutionFromResource(RecordedHistories.FOLDER + history + ".json", worker);
        }
    }

    /** A workflow that was changed: it waits before the first arm. */
    public static final class WaitsFirst implements EvaluationWorkflow {
        private final EvaluationActivity evaluation =
                Workflow.newActivityStub(EvaluationActivity.class, StageOptions.gpu());

        @Override
        public List<NamedStage> evaluate(WeightsInput input) {
            Workflow.sleep(1_000);
            ArmName arm = new ArmName(input.weights(), SecondTryChoice.REFLECTION);
            return List.of(new NamedStage(
                    arm.stage(),
                    evaluation.finish(new EvaluationInput(
                            input.experiment(), input.dataset(), input.model(), arm, Optional.empty()))));
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void stop() {}
    }
}
