package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.training.ControlBudget;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All numbers of a report that are the same whenever and wherever it is written.
 *
 * @param name of the experiment
 * @param tasks of the test side that every arm answered
 * @param arms in the order of the table
 * @param commonReflection what vanilla writes most often; null if it never wrote one twice
 * @param namingRule what counts as naming a task's answer; null where the family can't tell
 * @param curves of training
 * @param flips how many tasks training changed in which way, by the {@link Flip}'s label
 * @param control the training on first answers to compare with; null without it
 * @param errorTypes what the family's error types mean, by their codes
 * @param forgetting how vanilla and trained did on other data sets; none where that was not asked for
 * @param sampled how arms did with sampled answers; null where that was not asked for
 * @param gate whether the trained model became the champion; null where that was not decided
 * @param lineage what it came from: names and digests
 */
record Figures(
        String name,
        String family,
        long tasks,
        List<ArmFigures> arms,
        @Nullable CommonReflection commonReflection,
        @Nullable String namingRule,
        List<Curve> curves,
        SortedMap<String, Long> flips,
        Training training,
        @Nullable Control control,
        SortedMap<String, String> errorTypes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Forgetting> forgetting,
        @Nullable SampledFigures sampled,
        @Nullable Gate gate,
        Map<String, String> lineage) {

    /**
     * What training had.
     *
     * @param tasks whose answers were looked at
     * @param kept of them, to train on
     * @param asked steps that the spec allows
     * @param steps that were done: fewer if going on promised nothing
     * @param step whose weights are the trained ones
     */
    record Training(long tasks, long kept, long asked, long steps, long step) {}

    /**
     * A data set that forgetting is checked on. Gains are trained's over vanilla's: losses are below 0.
     *
     * @param limit of what the first try may lose, as a share
     * @param leftOut tasks of the data set that were left out as training has them
     */
    record Forgetting(
            String name,
            String family,
            Tries vanilla,
            Tries trained,
            Gain firstTryGain,
            Gain secondTryGain,
            double limit,
            long leftOut) {}

    /** How an arm did. */
    record Tries(Share firstTry, Share secondTry) {
        static Tries of(Arm arm) {
            return new Tries(Share.of(arm.firstTry()), Share.of(arm.secondTry()));
        }
    }

    /**
     * The gate's word.
     *
     * @param decision {@code promoted} or {@code kept}
     */
    record Gate(String decision, String reason) {}

    /**
     * How much two trainings generated.
     *
     * @param generatedTokens by the one on first answers
     * @param matchedTokens by the one on reflections, which it was to match
     * @param ratio of the former to the latter
     * @param warning that they are too far apart; null if not
     */
    record Control(
            long generatedTokens,
            long matchedTokens,
            double ratio,
            @Nullable String warning) {
        static Control of(ControlBudget budget) {
            return new Control(
                    budget.generatedTokens(),
                    budget.matchedTokens(),
                    budget.ratio(),
                    budget.warning().orElse(null));
        }
    }

    Figures {
        requireNonNull(name, "name is null");
        requireNonNull(family, "family is null");
        arms = List.copyOf(arms);
        curves = List.copyOf(curves);
        flips = Collections.unmodifiableSortedMap(new TreeMap<>(flips));
        requireNonNull(training, "training is null");
        errorTypes = Collections.unmodifiableSortedMap(new TreeMap<>(errorTypes));
        forgetting = List.copyOf(forgetting);
        lineage = Collections.unmodifiableSortedMap(new TreeMap<>(lineage));
    }

    /**
     * The arm of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    ArmFigures arm(String named) {
        return arms.stream()
                .filter(arm -> arm.arm().equals(named))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no arm " + named));
    }
}
