package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ExperimentId;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a run would do: its stages in the order of the workflow. */
public record RunPlan(ExperimentId experiment, List<PlannedStage> stages) {
    public RunPlan {
        requireNonNull(experiment, "experiment is null");
        stages = List.copyOf(stages);
    }

    /** How many stages there is nothing to do for. */
    public long reused() {
        return stages.stream().filter(PlannedStage::stands).count();
    }

    /** At most so many tokens are written. */
    public long mostTokens() {
        return tokens(Tokens::most);
    }

    /** About so many; at most so many of stages of which no earlier run tells. */
    public long likelyTokens() {
        return tokens(tokens -> tokens.likely().orElse(tokens.most()));
    }

    /** Whether {@link #likelyTokens} is a bound, as no earlier run tells of any stage. */
    public boolean areTokensBounded() {
        return stages.stream().noneMatch(stage -> stage.tokens().likely().isPresent());
    }

    private long tokens(ToLongFunction<Tokens> count) {
        return stages.stream().map(PlannedStage::tokens).mapToLong(count).sum();
    }

    /** Of the stages whose time is known, one after the other. */
    public double seconds() {
        return stages.stream()
                .flatMap(stage -> stage.time().stream())
                .mapToDouble(TimeEstimate::seconds)
                .sum();
    }

    /** Stages to be computed of which no earlier run tells how long they take. */
    public long untimed() {
        return stages.stream()
                .filter(stage -> !stage.stands() && stage.time().isEmpty())
                .count();
    }

    /** Of the stage that needs most, as they come one after the other; 0 if none is known. */
    public long memory() {
        return stages.stream()
                .mapToLong(stage -> stage.memory().orElse(0))
                .max()
                .orElse(0);
    }
}
