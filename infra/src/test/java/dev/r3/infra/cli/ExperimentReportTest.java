package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.TrackedRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentReportTest {
    private static final ExperimentId ID = new ExperimentId("r3-demo-0123456789ab");

    @Test
    void aRunThatMlflowLacksSaysHowItComesThere() {
        TrackedRun waiting = TrackedRun.waiting("MLflow does not answer");
        assertThat(ExperimentReport.note(new ExperimentResult(ID, List.of(), waiting)))
                .isEqualTo("MLflow does not answer; `./r3 track sync r3-demo-0123456789ab` delivers it");
        TrackedRun delivered = new TrackedRun("run-1", "http://mlflow/run-1", "");
        assertThat(ExperimentReport.note(new ExperimentResult(ID, List.of(), delivered)))
                .isEmpty();
    }
}
