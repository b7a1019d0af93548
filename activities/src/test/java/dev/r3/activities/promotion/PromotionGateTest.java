package dev.r3.activities.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromotionGateTest {
    private static final PromotionGate GATE = new PromotionGate(0.05);
    private static final Arm VANILLA = arm("vanilla", 100, task -> task < 20);
    private static final Arm BETTER = arm("trained", 100, task -> task < 40);

    @Test
    void aModelThatBeatsTheVanillaOneBecomesTheFirstChampion() {
        assertThat(GATE.decide(VANILLA, BETTER, Optional.empty()))
                .isEqualTo(new PromotionDecision(
                        true,
                        "second try 40.0 % beats vanilla's 20.0 % on 100 tasks (one-sided p 9.5e-07, level 0.05)"));
    }

    @Test
    void theChampionHasToBeBeatenToo() {
        Arm champion = arm("champion", 100, task -> task < 39);
        PromotionDecision decision = GATE.decide(VANILLA, BETTER, Optional.of(champion));
        assertThat(decision.promoted()).isFalse();
        assertThat(decision.reason())
                .contains("beats vanilla's 20.0 %")
                .endsWith("does not beat champion's 39.0 % on 100 tasks (one-sided p 0.500, level 0.05)");
    }

    @Test
    void whoeverLosesToTheVanillaModelStaysOut() {
        assertThat(GATE.decide(BETTER, VANILLA, Optional.empty()).promoted()).isFalse();
        assertThat(GATE.decide(VANILLA, arm("trained", 100, task -> task < 20), Optional.empty())
                        .promoted())
                .isFalse();
    }

    /**
     * A/A: 4,000 comparisons of a model with itself, whose answers to 300 tasks of all difficulties are sampled anew each
     * time. The gate opens at most as often as its level says; three standard errors are granted to chance.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.2})
    void aModelIsPromotedOverItselfNoMoreOftenThanTheLevelSays(double level) {
        SplittableRandom random = new SplittableRandom(11);
        double[] passes =
                IntStream.range(0, 300).mapToDouble(task -> task / 299.0).toArray();
        int comparisons = 4_000;
        int promoted = 0;
        for (int comparison = 0; comparison < comparisons; comparison++) {
            Arm first = arm("vanilla", passes.length, task -> random.nextDouble() < passes[task]);
            Arm second = arm("trained", passes.length, task -> random.nextDouble() < passes[task]);
            promoted += new PromotionGate(level)
                            .decide(first, second, Optional.empty())
                            .promoted()
                    ? 1
                    : 0;
        }
        double chance = 3 * Math.sqrt(level * (1 - level) / comparisons);
        assertThat((double) promoted / comparisons).isLessThanOrEqualTo(level + chance);
        // And not because it is shut.
        assertThat((double) promoted / comparisons).isGreaterThan(level / 4);
    }

    @Test
    void aLevelIsAProbability() {
        assertThatThrownBy(() -> new PromotionGate(0)).hasMessage("level is 0.0; expected above 0 and below 1");
    }

    private static Arm arm(String name, int tasks, IntPredicate passes) {
        return new Arm(
                name,
                IntStream.range(0, tasks)
                        .mapToObj(task -> new TaskResult(
                                "t" + task,
                                "",
                                passes.test(task) ? Judgement.PASSED : Judgement.FAILED,
                                "",
                                "",
                                "",
                                Judgement.NONE,
                                ""))
                        .toList());
    }
}
