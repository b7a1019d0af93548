package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The champion that a trained model has to beat.
 *
 * @param champion empty before the first one
 */
public record ChampionStanding(Optional<Champion> champion) {
    public ChampionStanding {
        requireNonNull(champion, "champion is null");
    }
}
