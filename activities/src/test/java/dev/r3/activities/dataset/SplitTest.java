package dev.r3.activities.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {

    @Property(tries = 40)
    void sharesAreWithinBinomialBounds(
            @ForAll long seed, @ForAll @IntRange(max = 50) int validation, @ForAll @IntRange(max = 50) int test) {
        Split split = new Split(seed, percent(validation), percent(test));
        int tasks = 4000;
        assertThat(share(split, Side.VALIDATION, tasks))
                .isCloseTo(validation / 100.0, within(bound(validation, tasks)));
        assertThat(share(split, Side.TEST, tasks)).isCloseTo(test / 100.0, within(bound(test, tasks)));
    }

    @Property(tries = 200)
    void theTestSideDoesNotMoveWithTheValidationShare(
            @ForAll long seed, @ForAll String text, @ForAll @IntRange(max = 80) int validation) {
        NoteTask task = NoteTask.of(text);
        Side before = new Split(seed, Share.NONE, Share.of("0.2")).sideOf(task);
        Side after = new Split(seed, percent(validation), Share.of("0.2")).sideOf(task);
        assertThat(after == Side.TEST).isEqualTo(before == Side.TEST);
    }

    @Property(tries = 200)
    void wholeSharesTakeEverything(@ForAll long seed, @ForAll String text) {
        NoteTask task = NoteTask.of(text);
        assertThat(new Split(seed, Share.NONE, Share.NONE).sideOf(task)).isEqualTo(Side.TRAIN);
        assertThat(new Split(seed, Share.ALL, Share.NONE).sideOf(task)).isEqualTo(Side.VALIDATION);
        assertThat(new Split(seed, Share.NONE, Share.ALL).sideOf(task)).isEqualTo(Side.TEST);
    }

    /** These were dealt out once; another version of R3 must deal them out alike. */
    @Test
    void sidesAreFixedForAllTime() {
        Split split = new Split(7, Share.of("0.3"), Share.of("0.3"));
        assertThat(IntStream.range(0, 12)
                        .mapToObj(i -> split.sideOf(NoteTask.of("task " + i)).label()))
                .containsExactly(
                        "train",
                        "validation",
                        "validation",
                        "test",
                        "train",
                        "validation",
                        "test",
                        "validation",
                        "train",
                        "train",
                        "train",
                        "validation");
    }

    @Test
    void anotherSeedDealsAnew() {
        long same = IntStream.range(0, 1000)
                .mapToObj(i -> NoteTask.of("task " + i))
                .filter(task -> half(1).sideOf(task) == half(2).sideOf(task))
                .count();
        assertThat(same).isBetween(400L, 600L);
    }

    @Test
    void refusesMoreThanTheWhole() {
        assertThatThrownBy(() -> new Split(1, Share.of("0.6"), Share.of("0.5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("validation and test share are more than 1 together: 0.6 + 0.5");
    }

    private static Split half(long seed) {
        return new Split(seed, Share.NONE, Share.of("0.5"));
    }

    private static Share percent(int percent) {
        return new Share(BigDecimal.valueOf(percent, 2));
    }

    private static double share(Split split, Side side, int tasks) {
        return IntStream.range(0, tasks)
                        .filter(i -> split.sideOf(NoteTask.of("task " + i)) == side)
                        .count()
                / (double) tasks;
    }

    /** Five and a half standard deviations: a true dealer is beyond it once in some ten million tries. */
    private static double bound(int percent, int tasks) {
        double p = percent / 100.0;
        return 5.5 * Math.sqrt(p * (1 - p) / tasks) + 1e-12;
    }
}
