package dev.r3.activities.tracking;

import dev.r3.activities.port.ModelNote;
import dev.r3.activities.promotion.DecidedGate;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.spec.ExperimentSpec;

/** What a trained model's version says of its promotion. */
final class ChampionNote {

    private ChampionNote() {}

    /** Of one that is, or was, the champion. */
    static ModelNote of(ExperimentSpec spec, Champion champion) {
        String by = champion.by().map("by hand by %s"::formatted).orElse("by the gate");
        return new ModelNote(
                champion.model().digest().hex(),
                spec.name(),
                "%s, promoted %s: %s".formatted(champion.weights(), by, champion.reason()));
    }

    /** Of one that never was. */
    static ModelNote of(ExperimentSpec spec, DecidedGate decided) {
        return new ModelNote(
                decided.model().hex(),
                spec.name(),
                "%s: %s"
                        .formatted(
                                decided.decision().verdict().label(),
                                decided.decision().reason()));
    }
}
