package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.port.DataSpecs;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which trainings are the same one. */
class TrainingIdentityTest {
    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final Digest OTHER = new Digest("cd".repeat(32));

    /** Another one, and all trainings that were ever committed are trained anew: change the version then. */
    @Test
    void theMethodsTrainingIsTheSameOneAsEver() {
        assertThat(digest(training(spec())))
                .isEqualTo(new Digest("2212714572dcd54018b472199c0425354352322fcd81303dc69b7c8c76750e46"));
    }

    @Test
    void theControlLeavesTheMethodsTrainingAsItIs() {
        assertThat(digest(training(spec().withControls()))).isEqualTo(digest(training(spec())));
    }

    /** The failure set's content is the same whatever the rule: it has all attempts. */
    @Test
    void anotherRuleOfWhatIsTrainedOnIsAnotherTraining() {
        Digest some = digest(training(keeping(new FailuresSpec(8, 1, KeepChoice.PASS_RATE, 0, 0.5, 0))));
        Digest most = digest(training(keeping(new FailuresSpec(8, 1, KeepChoice.PASS_RATE, 0, 0.9, 0))));
        assertThat(some).isNotEqualTo(most).isNotEqualTo(digest(training(spec())));
    }

    private static ExperimentSpec keeping(FailuresSpec failures) {
        ExperimentSpec spec = spec();
        return new ExperimentSpec(
                spec.name(),
                spec.seed(),
                spec.parent(),
                spec.task(),
                spec.data(),
                spec.policy(),
                spec.episode(),
                failures,
                spec.train(),
                spec.evaluate(),
                spec.gate(),
                spec.tracking());
    }

    @Test
    void theControlIsAnotherTrainingForEachThatItMatches() {
        TrainingInput method = training(spec().withControls());
        Digest control = digest(method.onFirstAnswers(stage(StageKind.TRAIN, DIGEST)));
        assertThat(control)
                .isNotEqualTo(digest(method))
                .isNotEqualTo(digest(method.onFirstAnswers(stage(StageKind.TRAIN, OTHER))))
                .isEqualTo(digest(method.onFirstAnswers(stage(StageKind.TRAIN, DIGEST))));
    }

    private static Digest digest(TrainingInput input) {
        return TrainStage.identity(input, CoinTask.EPISODES).digest();
    }

    private static TrainingInput training(ExperimentSpec spec) {
        ExperimentInput experiment = new ExperimentInput(
                ExperimentId.of("coins", DIGEST),
                spec,
                DIGEST,
                DIGEST,
                stage(StageKind.DATASET, DIGEST).manifest(),
                new TreeMap<>(Map.of(ArmName.VANILLA, stage(StageKind.MODEL, DIGEST))),
                StageKind.REPORT,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
        return TrainingInput.onReflections(
                experiment, stage(StageKind.DATASET, DIGEST), stage(StageKind.FAILURES, OTHER));
    }

    private static ExperimentSpec spec() {
        return DataSpecs.of(
                "coins",
                3,
                new TaskSpec("coin", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("coins.jsonl", Map.of(), 0, new SplitSpec(0, 0.1, 0.1), new ProofSpec(1, 1, 0)),
                new TrackingSpec("r3", ""));
    }

    private static StageResult stage(StageKind kind, Digest digest) {
        ArtifactRef manifest = new ArtifactRef(ArtifactKey.of("stages", "manifest.json"), digest, 1);
        return new StageResult(kind, digest, manifest, digest, StageResult.Origin.COMPUTED, "computed");
    }
}
