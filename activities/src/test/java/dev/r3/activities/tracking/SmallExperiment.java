package dev.r3.activities.tracking;

import dev.r3.activities.port.DataSpecs;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
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

/** An experiment named {@code small}, whose training starts from a model. */
final class SmallExperiment {
    static final Digest DIGEST = new Digest("ab".repeat(32));
    static final Digest BASE = new Digest("ba".repeat(32));

    private static final ArtifactRef FILE = new ArtifactRef(ArtifactKey.of("stages", "file"), DIGEST, 1);

    private SmallExperiment() {}

    static RunKey run() {
        return new RunKey(input(spec()), "first-run", 100);
    }

    /** With the control that is trained. */
    static RunKey controlledRun() {
        return new RunKey(input(spec().withControls()), "first-run", 100);
    }

    private static ExperimentSpec spec() {
        return DataSpecs.of(
                "small",
                7,
                new TaskSpec("countdown", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("rows.parquet", Map.of(), 0, new SplitSpec(3, 0.05, 0.2), new ProofSpec(1, 1, 0.01)),
                new TrackingSpec("reflections", ""));
    }

    private static ExperimentInput input(ExperimentSpec spec) {
        StageResult base = new StageResult(StageKind.MODEL, DIGEST, FILE, BASE, Origin.COMPUTED, "computed");
        return new ExperimentInput(
                ExperimentId.of("small", DIGEST),
                spec,
                DIGEST,
                verifier(),
                FILE,
                new TreeMap<>(Map.of(ArmName.VANILLA, base)),
                StageKind.EVALUATION,
                new ExperimentInput.Provenance("ada", "0a1b2c"),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty());
    }

    private static Digest verifier() {
        CountdownFamily family = new CountdownFamily();
        try {
            return new Digest(Fingerprint.of(family, Options.of(family.options(), Map.of()))
                    .value());
        } catch (InvalidOptionException e) {
            throw new AssertionError(e);
        }
    }
}
