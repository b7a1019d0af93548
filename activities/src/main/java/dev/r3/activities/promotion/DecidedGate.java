package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A committed decision.
 *
 * @param champion number of the one that was to beat; 0 for none
 * @param model digest of the trained model's stage
 * @param untaught how many of the data's test tasks the champion can't have been trained on; empty if all, or there is none
 */
public record DecidedGate(PromotionDecision decision, int champion, Digest model, OptionalInt untaught) {
    private static final String UNTAUGHT = "champion-untaught";

    public DecidedGate {
        requireNonNull(decision, "decision is null");
        requireNonNull(model, "model is null");
        requireNonNull(untaught, "untaught is null");
    }

    /** The decision of a stage; empty for other stages than gates. */
    public static Optional<DecidedGate> of(Manifest manifest) {
        if (manifest.kind() != StageKind.GATE) {
            return Optional.empty();
        }
        String verdict = manifest.summary().path("decision").asText();
        return Optional.of(new DecidedGate(
                new PromotionDecision(
                        PromotionDecision.Verdict.valueOf(verdict.toUpperCase(Locale.ROOT)),
                        manifest.summary().path("reason").asText()),
                manifest.summary().path("champion").asInt(),
                new Digest(manifest.summary().path("model").asText()),
                manifest.summary().has(UNTAUGHT)
                        ? OptionalInt.of(manifest.summary().path(UNTAUGHT).asInt())
                        : OptionalInt.empty()));
    }

    /**
     * Whether an arm stands beside the others. One of a champion that may have been trained on some of the tasks does not.
     *
     * @param arm its name
     */
    public boolean shows(String arm) {
        return untaught.isEmpty() || !arm.equals(ArmName.champion(champion));
    }

    /** The decision of an experiment; empty if it has none among these stages. */
    public static Optional<DecidedGate> among(List<NamedStage> experiment, Stages stages) {
        return experiment.stream()
                .filter(stage -> stage.result().kind() == StageKind.GATE)
                .flatMap(stage -> of(stages.manifest(stage.result())).stream())
                .findFirst();
    }

    ObjectNode json() {
        ObjectNode json = SpecTree.empty()
                .put("decision", decision.verdict().label())
                .put("reason", decision.reason())
                .put("champion", champion)
                .put("model", model.hex());
        untaught.ifPresent(tasks -> json.put(UNTAUGHT, tasks));
        return json;
    }
}
