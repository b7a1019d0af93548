package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.dataset.ProfileFile;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.policy.CountdownExperiment;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How sure validations are depends on the tasks that there are, not on how many a spec allows. */
class ValidationSizeTest {

    @TempDir
    Path folder;

    @Test
    void fewerValidationTasksThanAskedForCount() throws IOException {
        CountdownExperiment opened = opened(new SplitSpec(0, 0.3, 0.3), 10_000);
        long there = ProfileFile.of(opened.stages().manifest(opened.dataset()).summary())
                .splits()
                .validation();
        assertThat(there).isBetween(1L, 60L);

        Convergence convergence = convergence(opened);
        assertThat(convergence.tasks()).isEqualTo(there);
        List<Double> shares = List.of(0.30, 0.32);
        assertThat(new Convergence(1, 10_000).isReached(shares))
                .as("a gain beyond chance, if there were so many tasks")
                .isFalse();
        assertThat(new Convergence(1, convergence.tasks()).isReached(shares)).isTrue();
    }

    @Test
    void noMoreThanAskedForCount() throws IOException {
        assertThat(convergence(opened(new SplitSpec(0, 0.3, 0.3), 2)).tasks()).isEqualTo(2);
    }

    @Test
    void noneIsRefused() throws IOException {
        CountdownExperiment opened = opened(new SplitSpec(0, 0, 0.5), 2);
        assertThatThrownBy(() -> convergence(opened))
                .isInstanceOf(DataFailure.class)
                .hasMessage("the data has no validation tasks; see data.split");
    }

    private static Convergence convergence(CountdownExperiment opened) {
        return new TrainStage(opened.stages(), opened.store(), opened.inputs())
                .convergence(TrainingInput.onReflections(opened.experiment(), opened.dataset(), opened.dataset()));
    }

    private CountdownExperiment opened(SplitSpec split, int validationTasks) throws IOException {
        ExperimentSpec spec = CountdownExperiment.usual(split);
        EvaluateSpec evaluate = spec.evaluate();
        EvaluateSpec validating = new EvaluateSpec(
                evaluate.tasks(),
                validationTasks,
                evaluate.baselines(),
                evaluate.genericReflection(),
                evaluate.noReflection(),
                evaluate.taskGrpo(),
                evaluate.forgetting(),
                evaluate.sampled());
        return CountdownExperiment.open(
                folder,
                60,
                CountdownExperiment.with(spec, spec.episode().firstAnswer(), spec.failures(), validating),
                StageKind.EVALUATION);
    }
}
