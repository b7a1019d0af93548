package dev.r3.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.decoder.Draw;
import dev.r3.model.train.RewardedCompletion.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LaneSharesTest {
    @Test
    void groupsStayWholeAndSharesAreEven() {
        List<Sample> samples = new ArrayList<>();
        for (int tokens : new int[] {10, 10, 20, 10, 10, 20}) {
            samples.addAll(group(tokens, true));
        }
        List<List<Sample>> shares = LaneShares.of(samples, 2);
        assertThat(shares.get(0)).isEqualTo(samples.subList(0, 6));
        assertThat(shares.get(1)).isEqualTo(samples.subList(6, 12));
    }

    /** They count in the loss of their lane, and cost nothing. */
    @Test
    void samplesWithoutSignalWeighNothing() {
        List<Sample> samples = new ArrayList<>();
        samples.addAll(group(1000, false));
        samples.addAll(group(10, true));
        samples.addAll(group(10, true));
        List<List<Sample>> shares = LaneShares.of(samples, 2);
        assertThat(shares.get(0)).isEqualTo(samples.subList(0, 4));
        assertThat(shares.get(1)).isEqualTo(samples.subList(4, 6));
    }

    @Test
    void moreLanesThanGroups() {
        List<Sample> samples = group(10, true);
        assertThat(LaneShares.of(samples, 4))
                .hasSize(4)
                .filteredOn(share -> !share.isEmpty())
                .containsExactly(samples);
        assertThat(LaneShares.of(group(10, false), 2).get(0)).hasSize(2);
    }

    /** Two samples. */
    private static List<Sample> group(int tokens, boolean signal) {
        RewardedCompletion completion = RewardedCompletion.of(
                Collections.nCopies(tokens, new Draw(1, 0, 0)), OptionalDouble.of(1), Ending.BY_ITSELF);
        RewardedGroup group = new RewardedGroup(new int[] {1, 2}, List.of(completion, completion));
        return List.of(new Sample(group, completion, 1, signal), new Sample(group, completion, 1, signal));
    }
}
