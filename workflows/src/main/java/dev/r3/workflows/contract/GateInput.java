package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a promotion is decided by.
 *
 * @param stages of the experiment: training and every arm, the champion's among them; in any order
 * @param standing the champion to beat
 */
public record GateInput(ExperimentInput experiment, List<NamedStage> stages, ChampionStanding standing) {
    public GateInput {
        requireNonNull(experiment, "experiment is null");
        stages = List.copyOf(stages);
        requireNonNull(standing, "standing is null");
    }
}
