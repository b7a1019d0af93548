package dev.r3.activities.tracking;

import dev.r3.activities.port.ModelNote;
import dev.r3.activities.promotion.DecidedGate;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.util.SortedMap;
import java.util.TreeMap;

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

    /** What the run that trained it says of its promotion by hand; none if it was the gate, which has tags of its own. */
    static SortedMap<String, String> tags(Champion champion) {
        SortedMap<String, String> tags = new TreeMap<>();
        champion.by().ifPresent(who -> {
            tags.put("r3.promoted", champion.weights());
            tags.put("r3.promoted.by", who);
            tags.put("r3.promoted.reason", champion.reason());
        });
        return tags;
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
