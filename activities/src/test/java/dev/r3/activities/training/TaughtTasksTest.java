package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaughtTasksTest {
    private static final Digest SOURCE = Sha256.of(new byte[0]);
    private static final ExperimentInput PARENT = input("parent", "", new SplitSpec(7, 0.05, 0.45));

    @ParameterizedTest
    @CsvSource({"7, 0.05, 0.45", "7, 0.3, 0.45", "7, 0.05, 0.2", "8, 0.05, 0"})
    void aChildMayHaveFewerTestTasksThanItsParent(long seed, double validation, double test) {
        ExperimentInput child = input("child", PARENT.id().value(), new SplitSpec(seed, validation, test));
        assertThatCode(() -> taught(PARENT).requireNoTestTasks(child)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"7, 0.05, 0.6", "7, 0.05, 0.4500001", "8, 0.05, 0.45", "8, 0.05, 0.01"})
    void aChildsTestTasksAreNotItsParentsTrainingTasks(long seed, double validation, double test) {
        ExperimentInput child = input("child", PARENT.id().value(), new SplitSpec(seed, validation, test));
        assertThatThrownBy(() -> taught(PARENT).requireNoTestTasks(child))
                .isInstanceOf(ConfigFailure.class)
                .hasMessage(
                        "data.split has seed %d and test %s, but %s, whose training this one goes on from, had seed 7 and test 0.45: it may have trained on tasks that would test here; expected its seed and a test share of at most 0.45",
                        seed, test, PARENT.id());
    }

    @Test
    void norAreTheyThoseOfTheParentsParent() {
        ExperimentInput younger = input("younger", PARENT.id().value(), new SplitSpec(7, 0.05, 0.9));
        ExperimentInput child = input("child", younger.id().value(), new SplitSpec(7, 0.05, 0.6));
        assertThatThrownBy(() -> taught(PARENT, younger).requireNoTestTasks(child))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageContaining("but %s, whose training", PARENT.id());
        assertThat(taught(PARENT, younger).teachers(younger.id(), new SplitSpec(8, 0, 0.1)))
                .as("the last one first")
                .containsExactly(younger, PARENT);
    }

    @Test
    void ofWhatIsNotKnownNothingIsSaid() {
        assertThat(taught().teachers(PARENT.id(), new SplitSpec(8, 0, 0.1))).isEmpty();
    }

    @Test
    void trainingsAreKnownDownToTheFirst() {
        ExperimentInput younger = input("younger", PARENT.id().value(), new SplitSpec(7, 0.05, 0.45));
        assertThat(taught(PARENT, younger).areTrainingsKnown(younger.id())).isTrue();
        assertThat(taught(younger).areTrainingsKnown(younger.id()))
                .as("what its parent was is not")
                .isFalse();
        assertThat(taught(PARENT).areTrainingsKnown(younger.id())).isFalse();
    }

    @Test
    void whoGoesOnFromNoneMayTestOnAnything() {
        assertThatCode(() -> taught().requireNoTestTasks(PARENT)).doesNotThrowAnyException();
    }

    private static TaughtTasks taught(ExperimentInput... known) {
        Function<ExperimentId, Optional<ExperimentInput>> experiments =
                id -> Stream.of(known).filter(input -> input.id().equals(id)).findFirst();
        return new TaughtTasks(experiments);
    }

    private static ExperimentInput input(String name, String parent, SplitSpec split) {
        ExperimentSpec least = DataSpecs.of(
                name,
                0,
                new TaskSpec("countdown", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("rows.jsonl", Map.of(), 0, split, new ProofSpec(1, 1, 0)),
                new TrackingSpec("r3", ""));
        return new ExperimentInput(
                ExperimentId.of(name, SOURCE),
                new ExperimentSpec(
                        least.name(),
                        least.seed(),
                        parent,
                        least.task(),
                        least.data(),
                        least.policy(),
                        least.episode(),
                        least.failures(),
                        least.train(),
                        least.evaluate(),
                        least.gate(),
                        least.tracking()),
                SOURCE,
                SOURCE,
                new ArtifactRef(ArtifactKey.of("inputs", "rows.jsonl"), SOURCE, 0),
                new TreeMap<>(),
                StageKind.DATASET,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }
}
