package dev.r3.activities.tracking;

import static dev.r3.activities.tracking.CommittedStages.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.TrackerFailure;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.TrackingInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonDeliveryTest {
    private static final ExperimentId OTHER = new ExperimentId("r3-other-000000000000");

    @TempDir
    Path folder;

    private final FakeTracker server = new FakeTracker();

    @Test
    void whatAComparisonSaidIsToldOnceTheRunIs() {
        CommittedStages stages = new CommittedStages(folder);
        RunDelivery delivery = stages.to(server);
        assertThat(delivery.comparisons(RUN)).as("there is nothing to tell").isTrue();
        delivery.compared(RUN, OTHER, "+1.0 points");
        assertThat(delivery.comparisons(RUN))
                .as("the server does not have the run")
                .isFalse();
        server.down = true;
        assertThatThrownBy(() -> delivery.comparisons(RUN)).isInstanceOf(TrackerFailure.class);
        server.down = false;
        delivery.everything(TrackingInput.of(RUN, 9_000, List.of(stages.failures()), TrackingInput.State.FINISHED));
        assertThat(server.tags).containsExactly(Map.entry("r3.compare.r3-other-000000000000", "+1.0 points"));

        delivery.compared(RUN, OTHER, "+2.0 points");
        assertThat(delivery.comparisons(RUN)).isTrue();
        assertThat(delivery.comparisons(RUN)).isTrue();
        assertThat(server.tags).containsExactly(Map.entry("r3.compare.r3-other-000000000000", "+2.0 points"));
    }

    @Test
    void itIsOfOneRunOfAnExperiment() {
        RunDelivery delivery = new CommittedStages(folder).to(server);
        delivery.compared(RUN, OTHER, "+1.0 points");
        RunKey again = new RunKey(RUN.experiment(), "another-execution", 100);
        delivery.everything(TrackingInput.of(again, 9_000, List.of(), TrackingInput.State.FINISHED));
        assertThat(delivery.comparisons(again)).isTrue();
        assertThat(server.tags).isEmpty();
    }
}
