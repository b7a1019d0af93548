package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.DataFailure;
import dev.r3.model.evaluate.PairedPasses;
import java.util.Iterator;

/**
 * How much more often sampled courses of an arm pass than another's, task by task.
 *
 * @param arm its name, such as {@code trained}
 * @param over the other's name, such as {@code vanilla}
 * @param secondTry passed at the first try or at the retry
 */
public record SampledGain(String arm, String over, PairedPasses firstTry, PairedPasses secondTry) {
    public SampledGain {
        requireNonNull(arm, "arm is null");
        requireNonNull(over, "over is null");
        requireNonNull(firstTry, "firstTry is null");
        requireNonNull(secondTry, "secondTry is null");
    }

    /**
     * Reads both arms' tasks beside each other and keeps counts alone.
     *
     * @param passes the arm's
     * @param others in the same order
     * @throws DataFailure if they are no pairs, task by task
     */
    static SampledGain of(SampledArm arm, String over, Iterator<TaskPasses> passes, Iterator<TaskPasses> others) {
        int samples = arm.firstTry().samples();
        PairedPasses.Count first = new PairedPasses.Count(samples);
        PairedPasses.Count second = new PairedPasses.Count(samples);
        while (passes.hasNext()) {
            TaskPasses own = passes.next();
            TaskPasses other = pair(arm, over, own, others);
            first.add(own.firstTry(), other.firstTry());
            second.add(own.secondTry(), other.secondTry());
        }
        if (others.hasNext()) {
            throw new DataFailure("%s was not sampled on all of %s's tasks".formatted(arm.name(), over));
        }
        return new SampledGain(arm.name(), over, first.finish(), second.finish());
    }

    private static TaskPasses pair(SampledArm arm, String over, TaskPasses own, Iterator<TaskPasses> others) {
        if (others.hasNext()) {
            TaskPasses other = others.next();
            if (other.task().equals(own.task()) && other.samples() == own.samples()) {
                return other;
            }
        }
        throw new DataFailure("%s and %s were sampled on different tasks or in different numbers: %d courses of %s"
                .formatted(arm.name(), over, own.samples(), own.task()));
    }
}
