package dev.r3.model.benchmark;

import dev.r3.model.decoder.Roofline;
import dev.r3.model.train.PhaseSeconds;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * What steps of {@link R3StepBenchmark} took.
 *
 * @param trainingFlops that a step's forward and backward pass need
 * @param peakMemory the most memory that the process held so far, in bytes; empty where the system doesn't tell
 */
public record R3StepResult(
        Parameters parameters, List<Step> steps, double trainingFlops, OptionalLong peakMemory, Roofline roofline) {
    public R3StepResult {
        steps = List.copyOf(steps);
    }

    /**
     * One step, in seconds.
     *
     * @param rollout the reflections, prompts included
     * @param retry the retries, their requests included
     */
    public record Step(double all, double rollout, double retry, PhaseSeconds update) {}

    /** The step of the median time. */
    public Step median() {
        return sorted().get(steps.size() / 2);
    }

    public Step best() {
        return sorted().get(0);
    }

    /** The share of the machine's matrix products that forward and backward reach in a step. */
    public double modelFlopsUtilisation(Step step) {
        double seconds = step.update().forward() + step.update().backward();
        return trainingFlops / seconds / 1e9 / roofline.float32();
    }

    private List<Step> sorted() {
        return steps.stream().sorted(Comparator.comparingDouble(Step::all)).toList();
    }
}
