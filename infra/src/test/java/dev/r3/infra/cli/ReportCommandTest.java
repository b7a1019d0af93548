package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.TrackingInput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
    private static final ExperimentId ID = new ExperimentId("r3-demo-0123456789ab");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUNNING | r3-demo-0123456789ab still runs; the report is its last stage, see `r3 watch r3-demo-0123456789ab`
            STOPPED | r3-demo-0123456789ab was stopped before its report; the same `r3 run` goes on from there
            FAILED  | r3-demo-0123456789ab failed before its report; see `r3 watch r3-demo-0123456789ab`
            """)
    void saysWhyThereIsNoReportYet(TrackingInput.State state, String message) {
        assertThat(ReportCommand.missing(state, ID)).isEqualTo(message);
    }

    @Test
    void opensWithWhatTheSystemHas() {
        Path page = Path.of("report.html");
        assertThat(Browser.command("Linux", page)).containsExactly("xdg-open", "report.html");
        assertThat(Browser.command("Mac OS X", page)).containsExactly("open", "report.html");
        assertThat(Browser.command("Windows 11", page)).startsWith("rundll32").endsWith("report.html");
    }
}
