package dev.r3.activities.promotion;

import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.stage.Sha256;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Experiments and models that contest for the first place. */
final class ContestedExperiment {
    private static final Digest SOURCE = Sha256.of(new byte[0]);

    private ContestedExperiment() {}

    static ExperimentInput named(String name, String family) {
        return seeded(name, family, 0);
    }

    /** @param seed tells experiments of one name apart */
    static ExperimentInput seeded(String name, String family, int seed) {
        return new ExperimentInput(
                ExperimentId.of(name, digest(seed)),
                DataSpecs.of(
                        name,
                        seed,
                        new TaskSpec(family, Map.of(), new PromptSpec("", "", "", "")),
                        new DataSpec("rows.jsonl", Map.of(), 0, new SplitSpec(0, 0.1, 0.1), new ProofSpec(1, 1, 0)),
                        new TrackingSpec("r3", "")),
                SOURCE,
                SOURCE,
                new ArtifactRef(ArtifactKey.of("inputs", "rows.jsonl"), SOURCE, 0),
                new TreeMap<>(Map.of(ArmName.VANILLA, model(0))),
                StageKind.REPORT,
                new ExperimentInput.Provenance("ada", ""),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }

    /** A trained model with weights of its own; 0 is what training starts from. */
    static StageResult model(int number) {
        Digest digest = digest(number);
        return new StageResult(
                number == 0 ? StageKind.MODEL : StageKind.TRAIN,
                digest,
                new ArtifactRef(ArtifactKey.of("stages", "train", digest.hex(), "manifest.json"), digest, 1),
                digest,
                Origin.COMPUTED,
                "computed");
    }

    private static Digest digest(int number) {
        return Sha256.of(new byte[] {1, (byte) number});
    }
}
