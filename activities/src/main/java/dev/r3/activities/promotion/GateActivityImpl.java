package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.Pulse;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.GateActivity;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.GateResult;
import dev.r3.workflows.contract.PromotionInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import io.temporal.activity.Activity;

/** Runs the {@link GateStage} and tells how far it is. */
public final class GateActivityImpl implements GateActivity {
    private final GateStage stage;

    public GateActivityImpl(GateStage stage) {
        this.stage = requireNonNull(stage, "stage is null");
    }

    @Override
    public ChampionStanding champion(ChampionQuery query) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.GATE.label(), "arms")) {
            return stage.champion(query);
        }
    }

    @Override
    public StageResult decide(GateInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.GATE.label(), "arms")) {
            return stage.decide(input, pulse);
        }
    }

    @Override
    public GateResult promote(PromotionInput input) {
        try (Pulse pulse = Pulse.start(Activity.getExecutionContext(), StageKind.GATE.label(), "arms")) {
            return stage.promote(input);
        }
    }
}
