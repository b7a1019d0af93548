package dev.r3.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OomKillsTest {
    private static final OomKills FIRST = OomKills.first("boot", 7);

    @Test
    void anAttemptDuringWhichTheCountRoseIsCounted() {
        OomKills second = OomKills.first("boot", 8).after(Optional.of(FIRST));
        assertThat(second).isEqualTo(new OomKills("boot", 8, 1));
        assertThat(OomKills.first("boot", 10).after(Optional.of(second))).isEqualTo(new OomKills("boot", 10, 2));
    }

    @Test
    void anAttemptThatEndedOtherwiseIsNot() {
        assertThat(FIRST.after(Optional.empty())).isEqualTo(FIRST);
        assertThat(FIRST.after(Optional.of(FIRST))).isEqualTo(FIRST);
    }

    @Test
    void anotherMachineSaysNothingOfTheFirst() {
        OomKills second = new OomKills("boot", 8, 1);
        assertThat(OomKills.first("another", 20).after(Optional.of(second)))
                .as("what is known stays so")
                .isEqualTo(new OomKills("another", 20, 1));
    }
}
