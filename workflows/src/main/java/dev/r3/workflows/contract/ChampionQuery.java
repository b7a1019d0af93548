package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** Which champion a trained model has to beat. */
public record ChampionQuery(ExperimentInput experiment, StageResult trained) {
    public ChampionQuery {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(trained, "trained is null");
    }

    /** How the experiment's arms name a champion's weights: as the ones that it evaluates anyway if they are the same. */
    public String weights(Champion champion) {
        if (champion.hasWeightsOf(trained)) {
            return ArmName.TRAINED;
        }
        return experiment.models().entrySet().stream()
                .filter(model -> champion.hasWeightsOf(model.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(champion::weights);
    }
}
