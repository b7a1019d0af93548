package dev.r3.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** The {@code gate} stage: whether the trained model becomes the champion. */
@ActivityInterface
public interface GateActivity {

    /** Whom the trained model has to beat. */
    @ActivityMethod(name = "FindChampion")
    ChampionStanding champion(ChampionQuery query);

    /** Decides, and changes nothing. */
    @ActivityMethod(name = "DecideGate")
    StageResult decide(GateInput input);

    /** Makes the trained model the champion if that was decided. Doing it again changes nothing. */
    @ActivityMethod(name = "Promote")
    GateResult promote(PromotionInput input);
}
