package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StepMetricsTest {
    private static final Surrogate CLIPPED = new ClippedRatio(0.2, 0.2);

    @Test
    void nothingIsNamedThatIsNotDefined() {
        assertThat(StepMetrics.NONE.named(CLIPPED)).containsExactly(entry("loss", 0.0));
    }

    @Test
    void allNames() {
        StepMetrics metrics = new StepMetrics(
                        -0.5,
                        new MeanSum(1, 4),
                        MeanSum.NONE,
                        new ClipCounts(8, 1, 3),
                        LogProbDifference.of(
                                new double[] {-1, -2, -3}, new double[] {-1.5, -9, -3}, new boolean[] {true, false, true
                                }),
                        CompletionLengths.ended(3)
                                .plus(CompletionLengths.clipped(8))
                                .plus(CompletionLengths.ended(7)),
                        RewardSums.NONE)
                .plus(StepMetrics.ofEntropy(new MeanSum(3, 2)));

        assertThat(metrics.named(CLIPPED))
                .containsExactly(
                        entry("clip_ratio/high_mean", 0.375),
                        entry("clip_ratio/low_mean", 0.125),
                        entry("clip_ratio/region_mean", 0.5),
                        entry("completions/clipped_ratio", 1 / 3.0),
                        entry("completions/max_length", 8.0),
                        entry("completions/mean_length", 6.0),
                        entry("completions/min_length", 3.0),
                        entry("entropy", 1.5),
                        entry("kl", 0.25),
                        entry("loss", -0.5),
                        entry("sampling/sampling_logp_difference/max", 0.5),
                        entry("sampling/sampling_logp_difference/mean", 0.25));
        assertThat(metrics.named(new DetachedRatio(5)))
                .containsEntry("cispo_clip_ratio", 0.375)
                .doesNotContainKey("clip_ratio/high_mean");
    }

    @Test
    void oneDifferenceThatIsNoNumberShows() {
        StepMetrics metrics = StepMetrics.of(
                LogProbDifference.of(new double[] {-1, Double.NaN}, new double[] {-1, -1}, new boolean[] {true, true}));

        StepMetrics step = metrics.plus(
                StepMetrics.of(LogProbDifference.of(new double[] {-3}, new double[] {-1}, new boolean[] {true})));

        assertThat(step.named(CLIPPED))
                .containsEntry("sampling/sampling_logp_difference/mean", Double.NaN)
                .containsEntry("sampling/sampling_logp_difference/max", Double.NaN);
    }

    @Test
    void refusesLogProbsOfUnequalNumber() {
        assertThatThrownBy(() -> LogProbDifference.of(new double[2], new double[1], new boolean[2]))
                .hasMessage("2 log-probs of the trainer, 1 of the rollout and 2 flags");
    }

    @Property(tries = 500)
    void momentsAddUp(
            @ForAll @Size(max = 20) List<@DoubleRange(min = -10, max = 10) Double> values,
            @ForAll @IntRange(max = 20) int cut) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        int middle = Math.min(cut, all.length);

        Moments added =
                Moments.of(Arrays.copyOf(all, middle)).plus(Moments.of(Arrays.copyOfRange(all, middle, all.length)));
        Moments whole = Moments.of(all);

        assertThat(added.count()).isEqualTo(whole.count());
        assertThat(added.mean()).isCloseTo(whole.mean(), within(1e-12));
        assertThat(added.squares()).isCloseTo(whole.squares(), within(1e-10));
        assertThat(whole.standardDeviation().isPresent()).isEqualTo(all.length > 1);
    }
}
