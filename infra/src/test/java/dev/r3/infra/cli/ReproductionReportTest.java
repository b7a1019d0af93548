package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Difference;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReproductionReportTest {
    private static final Digest DIGEST = new Digest("ab".repeat(32));

    @Test
    void saysOfEachStageHowItCompares() {
        Difference difference =
                new Difference(StageKind.TRAIN, DIGEST, "model.safetensors", Optional.of(DIGEST), Optional.empty());
        var json = new ReproductionReport(
                        List.of(
                                stage(StageKind.DATASET, Origin.RECOMPUTED),
                                stage(StageKind.ATTEMPTS, Origin.COMPUTED)),
                        Optional.of(difference))
                .json();
        assertThat(json.findValuesAsText("stage")).containsExactly("dataset", "attempts", "train");
        assertThat(json.findValuesAsText("outcome")).containsExactly("equal", "computed: it did not stand", "differs");
        assertThat(json.findValuesAsText("file")).containsExactly("model.safetensors");
    }

    private static NamedStage stage(StageKind kind, Origin origin) {
        ArtifactRef manifest = new ArtifactRef(ArtifactKey.of("stages"), DIGEST, 1);
        return new NamedStage(kind.label(), new StageResult(kind, DIGEST, manifest, DIGEST, origin, "why"));
    }
}
