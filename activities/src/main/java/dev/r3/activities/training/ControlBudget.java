package dev.r3.activities.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.TrainingObjective;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How much the training on first answers generated beside the one that it is to match. {@link MatchedTokens} steers it
 * there; where steps are few, or the failures hardly make one, it can end beside it.
 *
 * @param generatedTokens by the training on first answers
 * @param matchedTokens by the one on reflections, above 0
 */
public record ControlBudget(long generatedTokens, long matchedTokens) {
    /** Budgets that differ by more are not the same. */
    private static final int MOST_PERCENT = 5;

    public ControlBudget {
        if (generatedTokens < 0 || matchedTokens < 1) {
            throw new IllegalArgumentException("%d tokens to match %d".formatted(generatedTokens, matchedTokens));
        }
    }

    /** Of a training's manifest; empty if it matches no other. */
    public static Optional<ControlBudget> of(Manifest manifest) {
        JsonNode summary = manifest.summary();
        long matched = summary.path(TrainStage.MATCHED_TOKENS).asLong();
        return matched < 1
                ? Optional.empty()
                : Optional.of(new ControlBudget(
                        summary.path(TrainStage.GENERATED_TOKENS).asLong(), matched));
    }

    /** Of the experiment's control; empty without one. */
    public static Optional<ControlBudget> among(List<NamedStage> done, Stages stages) {
        return done.stream()
                .filter(stage -> stage.name().equals(TrainingObjective.FIRST_ANSWER.stage()))
                .findFirst()
                .flatMap(stage -> of(stages.manifest(stage.result())));
    }

    /** What it generated in parts of what it is to match. */
    public double ratio() {
        return (double) generatedTokens / matchedTokens;
    }

    /** That the two budgets are not the same, for people; empty if they differ by 5 % at most. */
    public Optional<String> warning() {
        long more = generatedTokens - matchedTokens;
        if (100 * Math.abs(more) <= MOST_PERCENT * matchedTokens) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "%s generated %.1f %% %s tokens than the training that it is to match (%,d against %,d): more than %d %%"
                        + " apart, so it is no comparison at equal cost",
                TrainingObjective.FIRST_ANSWER.weights(),
                100.0 * Math.abs(more) / matchedTokens,
                more < 0 ? "fewer" : "more",
                generatedTokens,
                matchedTokens,
                MOST_PERCENT));
    }
}
