package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvantageTest {
    private static final double TOLERANCE = 1e-12;

    /** Groups are parted by |, a sample without a reward is -. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(textBlock = """
            # scaling, rewards,           advantages
            group,     1 0 0 1,           0.8658754  -0.8658754 -0.8658754 0.8658754
            batch,     1 0 0 1,           0.8658754  -0.8658754 -0.8658754 0.8658754
            none,      1 0 0 1,           0.5 -0.5 -0.5 0.5
            group,     1 1 1 1,           0 0 0 0
            batch,     1 1 1 1 | 1 0,     0 0 0 0 | 1.2244449 -1.2244449
            none,      0.1 0.1 0.1,       0 0 0
            group,     0.1 0.1 0.1,       0 0 0
            group,     1,                 0
            batch,     1 | 0,             0 | 0
            none,      1,                 0
            group,     - 1 0 -,           - 0.7070068 -0.7070068 -
            none,      - 1 0 -,           - 0.5 -0.5 -
            group,     - 1 -,             - 0 -
            group,     - -,               - -
            batch,     - - | 1 0,         - - | 0.7070068 -0.7070068
            group,     1 0 | 0.5 0.5 0.5, 0.7070068 -0.7070068 | 0 0 0
            """)
    void ofRewards(String scaling, String rewards, String expected) {
        List<OptionalDouble> found = scaled(scaling).of(groups(rewards)).stream()
                .flatMap(List::stream)
                .toList();
        List<OptionalDouble> wanted = groups(expected).stream()
                .flatMap(group -> group.rewards().stream())
                .toList();

        assertThat(found).hasSameSizeAs(wanted);
        for (int sample = 0; sample < found.size(); sample++) {
            assertThat(found.get(sample).isPresent())
                    .isEqualTo(wanted.get(sample).isPresent());
            assertThat(found.get(sample).orElse(0)).isCloseTo(wanted.get(sample).orElse(0), within(1e-6));
        }
    }

    /** As many samples as TRL's mean of is_std_zero counts, unless said otherwise. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(textBlock = """
            # scaling, rewards,           reward, reward_std, frac_reward_zero_std
            group,     1 0 | 1 1,         0.75,   0.5,        0.5
            none,      1 0 | 1 1,         0.75,   0.5,        0.5
            batch,     1 0 | 1 1,         0.75,   0.5,        0
            batch,     1 1 | 1 1,         1,      0,          1
            group,     1 1 | 0 0,         0.5,    0.57735027, 1
            # a single reward can't differ: TRL has NaN here, which it doesn't count
            group,     1 - | 1 0,         0.66666667, 0.57735027, 0.5
            # no reward at all is not a zero deviation, but the samples count
            group,     - - | 1 1,         1,      0,          0.5
            """)
    void rewardMetrics(String scaling, String rewards, double mean, double deviation, double withoutDeviation) {
        RewardSums sums = RewardSums.of(scaled(scaling), groups(rewards));

        var named = StepMetrics.of(sums).named(new ClippedRatio(0.2, 0.2));

        assertThat(named.get("reward")).isCloseTo(mean, within(1e-8));
        assertThat(named.get("reward_std")).isCloseTo(deviation, within(1e-8));
        assertThat(named.get("frac_reward_zero_std")).isCloseTo(withoutDeviation, within(TOLERANCE));
    }

    @Test
    void aSampleWithoutARewardChangesNothingForTheOthers() {
        List<OptionalDouble> with =
                new GroupScaledAdvantage().of(groups("1 - 0 0.25 -")).get(0);
        List<OptionalDouble> without =
                new GroupScaledAdvantage().of(groups("1 0 0.25")).get(0);

        assertThat(with.stream().filter(OptionalDouble::isPresent)).containsExactlyElementsOf(without);
        assertThat(with).filteredOn(OptionalDouble::isEmpty).hasSize(2);
    }

    @Test
    void thereMayBeNoGroup() {
        assertThat(new BatchScaledAdvantage().of(List.of())).isEmpty();
        assertThat(StepMetrics.of(RewardSums.of(new BatchScaledAdvantage(), List.of()))
                        .named(new ClippedRatio(0.2, 0.2)))
                .containsOnlyKeys("loss");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesARewardThatIsNotFinite(double reward) {
        assertThatThrownBy(() -> new RewardGroup(List.of(OptionalDouble.of(reward))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a reward must be finite, not " + reward);
    }

    @ParameterizedTest
    @CsvSource({"1 0,true", "1 1,false", "1,false", "- -,false", "1 - 0,true", "0.1 0.1 0.1,false"})
    void variance(String rewards, boolean expected) {
        assertThat(groups(rewards).get(0).hasVariance()).isEqualTo(expected);
    }

    private static Advantage scaled(String name) {
        return switch (name) {
            case "group" -> new GroupScaledAdvantage();
            case "batch" -> new BatchScaledAdvantage();
            default -> new UnscaledAdvantage();
        };
    }

    private static List<RewardGroup> groups(String text) {
        return Arrays.stream(text.split("\\|"))
                .map(group -> new RewardGroup(Arrays.stream(group.strip().split(" +"))
                        .map(AdvantageTest::reward)
                        .toList()))
                .toList();
    }

    private static OptionalDouble reward(String text) {
        return text.equals("-") ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    }
}
