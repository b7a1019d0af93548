package dev.r3.activities.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.evaluation.SampledGain;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.model.evaluate.PairedPasses;
import dev.r3.model.evaluate.SampledPasses;
import dev.r3.model.evaluate.TaskMean;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.spec.SampledSpec;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sampled courses in figures.
 *
 * @param tasks that were sampled
 * @param samples courses of each task
 * @param arms in the order of the table, at least one
 * @param overControls what reflections gain over the same weights' retries without; none where that was not sampled
 * @param overTaskGrpo what trained gains over plain GRPO on first answers; null where that was not sampled
 */
record SampledFigures(
        long tasks,
        int samples,
        double temperature,
        double topP,
        List<OfArm> arms,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<OverControl> overControls,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OverControl overTaskGrpo) {

    /**
     * An arm's pass@k, and how much more of its courses pass than of vanilla's.
     *
     * @param secondTry passed at the first try or at the retry
     * @param firstTryGain null of vanilla
     * @param secondTryGain null of vanilla
     */
    record OfArm(
            String arm,
            List<Estimate> firstTry,
            List<Estimate> secondTry,
            @Nullable AverageGain firstTryGain,
            @Nullable AverageGain secondTryGain) {
        OfArm {
            requireNonNull(arm, "arm is null");
            firstTry = List.copyOf(firstTry);
            secondTry = List.copyOf(secondTry);
        }
    }

    /** pass@k over tasks with its 95 % interval; at k = 1 it is avg@k of all samples, too. */
    record Estimate(int k, double value, double low, double high) {}

    /** How much more of an arm's courses pass at the second try than of a control's. */
    record OverControl(String arm, String over, AverageGain gain) {}

    SampledFigures {
        arms = List.copyOf(arms);
        overControls = List.copyOf(overControls);
    }

    /** Null if nothing was sampled. */
    static @Nullable SampledFigures of(SampledResults results, SampledSpec spec) {
        List<SampledArm> arms = results.arms();
        if (arms.isEmpty()) {
            return null;
        }
        SampledPasses any = arms.get(0).firstTry();
        return new SampledFigures(
                any.total(),
                any.samples(),
                spec.temperature(),
                spec.topP(),
                arms.stream().map(arm -> arm(arm, results)).toList(),
                results.overControls().stream()
                        .map(gain -> overControl(gain, results))
                        .toList(),
                results.overTaskGrpo().map(gain -> overControl(gain, results)).orElse(null));
    }

    private static OverControl overControl(SampledGain gain, SampledResults results) {
        return new OverControl(
                gain.arm(),
                gain.over(),
                AverageGain.of(gain.secondTry(), average(gain.over(), results, SampledArm::secondTry)));
    }

    private static OfArm arm(SampledArm arm, SampledResults results) {
        return new OfArm(
                arm.name(),
                estimates(arm.firstTry()),
                estimates(arm.secondTry()),
                gain(arm, results, SampledGain::firstTry, SampledArm::firstTry),
                gain(arm, results, SampledGain::secondTry, SampledArm::secondTry));
    }

    private static @Nullable AverageGain gain(
            SampledArm arm,
            SampledResults results,
            Function<SampledGain, PairedPasses> tried,
            Function<SampledArm, SampledPasses> of) {
        return results.gain(arm.name())
                .map(tried)
                .map(pairs -> AverageGain.of(pairs, average(ArmName.VANILLA, results, of)))
                .orElse(null);
    }

    private static double average(String arm, SampledResults results, Function<SampledArm, SampledPasses> of) {
        return results.arm(arm).map(of).orElseThrow().average().mean();
    }

    private static List<Estimate> estimates(SampledPasses passes) {
        return passes.shown().stream()
                .map(k -> {
                    TaskMean mean = passes.passAt(k);
                    return new Estimate(
                            k,
                            mean.mean(),
                            mean.interval().low(),
                            mean.interval().high());
                })
                .toList();
    }
}
