package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.plan.Outlook;
import dev.r3.infra.plan.PlannedStage;
import dev.r3.infra.plan.RunPlan;
import dev.r3.infra.plan.Tokens;
import dev.r3.workflows.contract.ExperimentId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlanReportTest {
    private static final Tokens BOUND = new Tokens(1_000, OptionalLong.empty());
    private static final Tokens LIKELY = new Tokens(2_000, OptionalLong.of(700));

    @Test
    void theTotalIsABoundOnlyIfEachPartIs() {
        assertThat(total(BOUND, BOUND)).isEqualTo("at most 2,000");
        assertThat(total(BOUND, LIKELY, Tokens.NONE)).isEqualTo("about 1,700");
        assertThat(total(LIKELY)).isEqualTo("about 700");
        assertThat(total(Tokens.NONE)).isEmpty();
    }

    private static String total(Tokens... stages) {
        List<PlannedStage> planned = List.of(stages).stream()
                .map(tokens -> new PlannedStage(
                        "stage", new Outlook.Missing(0), tokens, Optional.empty(), OptionalLong.empty()))
                .toList();
        return new PlanReport(new RunPlan(new ExperimentId("r3-test-0123456789ab"), planned)).total();
    }
}
