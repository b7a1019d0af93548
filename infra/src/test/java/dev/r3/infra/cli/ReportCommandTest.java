package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.SpecTree;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.TrackingInput;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
    private static final ExperimentId ID = new ExperimentId("r3-demo-0123456789ab");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUNNING | r3-demo-0123456789ab still runs; the report is its last stage, see `r3 watch r3-demo-0123456789ab`
            STOPPED | r3-demo-0123456789ab has no report: stopped after step 5 of 9 of training; the same `r3 run` goes on from there
            FAILED  | r3-demo-0123456789ab has no report, it failed: stopped after step 5 of 9 of training
            """)
    void saysWhyThereIsNoReportYet(TrackingInput.State state, String message) {
        assertThat(ReportCommand.missing(state, ID, "stopped after step 5 of 9 of training"))
                .isEqualTo(message);
    }

    @Test
    void saysWhosePageItIs() {
        Digest digest = new Digest("ab".repeat(32));
        ArtifactRef file = new ArtifactRef(ArtifactKey.of("stages", "manifest.json"), digest, 1);
        Manifest manifest = new Manifest(
                StageKind.REPORT,
                1,
                digest,
                SpecTree.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                digest,
                SpecTree.empty(),
                ID.value(),
                "attempt-1",
                0,
                1_795_350_896_789L,
                null,
                null);
        assertThat(ReportCommand.earlier(
                        new StageResult(StageKind.REPORT, digest, file, digest, Origin.REUSED, "it stood"), manifest))
                .hasValue("the newest run computed nothing that the page shows, and has the page of an earlier one:"
                        + " r3-demo-0123456789ab wrote it at 2026-11-22T12:34:56Z");
        assertThat(ReportCommand.earlier(
                        new StageResult(StageKind.REPORT, digest, file, digest, Origin.COMPUTED, "first"), manifest))
                .isEmpty();
    }

    @Test
    void opensWithWhatTheSystemHas() {
        Path page = Path.of("report.html");
        assertThat(Browser.command("Linux", page)).containsExactly("xdg-open", "report.html");
        assertThat(Browser.command("Mac OS X", page)).containsExactly("open", "report.html");
        assertThat(Browser.command("Windows 11", page)).startsWith("rundll32").endsWith("report.html");
    }
}
