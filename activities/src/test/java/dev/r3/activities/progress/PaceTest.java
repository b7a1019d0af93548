package dev.r3.activities.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void theRestTakesAsLongAsWhatWasDone() {
        Pace pace = Pace.begin(51, seconds(1_000)).then(53, seconds(1_020)).then(55, seconds(1_040));
        assertThat(pace.secondsLeft(100, seconds(1_040))).as("45 of 10 s").hasValue(450L);
        assertThat(pace.secondsLeft(100, seconds(1_047))).as("7 s later").hasValue(443L);
        assertThat(pace.secondsLeft(56, seconds(1_060))).as("slower than ever").hasValue(0L);
        assertThat(pace.perSecond()).hasValue(0.1);
    }

    @Test
    void withoutTwoPointsOrAnEndThereIsNone() {
        Pace first = Pace.begin(51, seconds(1_000));
        assertThat(first.secondsLeft(100, seconds(1_100))).isEmpty();
        assertThat(first.perSecond()).isEmpty();
        assertThat(first.then(51, seconds(1_050)).secondsLeft(100, seconds(1_100)))
                .isEmpty();
        assertThat(first.then(52, seconds(1_010)).secondsLeft(0, seconds(1_100)))
                .isEmpty();
        assertThat(first.then(52, seconds(1_000)).secondsLeft(100, seconds(1_000)))
                .as("at the same moment")
                .isEmpty();
    }

    @Test
    void workThatIsDoneAgainHasARateOfItsOwn() {
        Pace again = Pace.begin(51, seconds(0)).then(54, seconds(3)).then(51, seconds(10));
        assertThat(again.secondsLeft(100, seconds(10))).isEmpty();
        assertThat(again.then(52, seconds(15)).secondsLeft(54, seconds(15))).hasValue(10L);
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
