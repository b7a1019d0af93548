package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.table.RecordRows;
import dev.r3.model.evaluate.PairedPasses;
import java.util.Iterator;

/**
 * How much more often sampled courses of an arm pass than vanilla's, task by task.
 *
 * @param weights of the arm, such as {@code trained}
 * @param secondTry passed at the first try or at the retry
 */
public record SampledGain(String weights, PairedPasses firstTry, PairedPasses secondTry) {
    public SampledGain {
        requireNonNull(weights, "weights is null");
        requireNonNull(firstTry, "firstTry is null");
        requireNonNull(secondTry, "secondTry is null");
    }

    /**
     * Reads both arms' tasks beside each other and keeps counts alone.
     *
     * @param vanilla in the order of the arm's
     * @throws DataFailure if they are no pairs, task by task
     */
    static SampledGain of(SampledArm arm, RecordRows<TaskPasses> passes, RecordRows<TaskPasses> vanilla) {
        int samples = arm.firstTry().samples();
        PairedPasses.Count first = new PairedPasses.Count(samples);
        PairedPasses.Count second = new PairedPasses.Count(samples);
        while (passes.hasNext()) {
            TaskPasses own = passes.next();
            TaskPasses other = pair(arm, own, vanilla);
            first.add(own.firstTry(), other.firstTry());
            second.add(own.secondTry(), other.secondTry());
        }
        if (vanilla.hasNext()) {
            throw new DataFailure("%s was not sampled on all of vanilla's tasks".formatted(arm.weights()));
        }
        return new SampledGain(arm.weights(), first.finish(), second.finish());
    }

    private static TaskPasses pair(SampledArm arm, TaskPasses own, Iterator<TaskPasses> vanilla) {
        if (vanilla.hasNext()) {
            TaskPasses other = vanilla.next();
            if (other.task().equals(own.task()) && other.samples() == own.samples()) {
                return other;
            }
        }
        throw new DataFailure("%s and vanilla were sampled on different tasks or in different numbers: %d courses of %s"
                .formatted(arm.weights(), own.samples(), own.task()));
    }
}
