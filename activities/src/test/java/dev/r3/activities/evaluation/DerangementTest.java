package dev.r3.activities.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DerangementTest {

    @Test
    void nothingStaysAndNothingIsLost() {
        for (int size = 2; size < 60; size++) {
            int[] places = Derangement.of(size, 7);
            assertThat(places)
                    .containsExactlyInAnyOrder(IntStream.range(0, size).toArray());
            for (int i = 0; i < size; i++) {
                assertThat(places[i]).as("place %d of %d", i, size).isNotEqualTo(i);
            }
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(Derangement.of(50, 1)).isEqualTo(Derangement.of(50, 1)).isNotEqualTo(Derangement.of(50, 2));
    }

    @Test
    void aSingleOneHasNoOther() {
        assertThat(Derangement.of(1, 0)).containsExactly(0);
        assertThat(Derangement.of(0, 0)).isEmpty();
    }
}
