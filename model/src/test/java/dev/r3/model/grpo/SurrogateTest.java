package dev.r3.model.grpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurrogateTest {
    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest(name = "ratio {0}, advantage {1}")
    @CsvSource(textBlock = """
            # ratio, advantage, loss,  by log-ratio, clip
            1,       1,         -1,    -1,           NONE
            1.1,     1,         -1.1,  -1.1,         NONE
            1.28,    1,         -1.28, -1.28,        NONE
            1.5,     1,         -1.28, 0,            HIGH
            0.5,     1,         -0.5,  -0.5,         NONE
            1.5,     -1,        1.5,   1.5,          NONE
            0.8,     -1,        0.8,   0.8,          NONE
            0.5,     -1,        0.8,   0,            LOW
            0.5,     0,         0,     0,            NONE
            1.5,     0,         0,     0,            NONE
            NaN,     1,         NaN,   NaN,          NONE
            """)
    void clipped(double ratio, double advantage, double loss, double byLogRatio, Clip clip) {
        Surrogate surrogate = new ClippedRatio(0.2, 0.28);

        TokenTerm term = surrogate.term(ratio, -2, advantage);

        assertThat(term.value() + 0.0).isCloseTo(loss, within(TOLERANCE));
        assertThat(term.byLogRatio() + 0.0).isCloseTo(byLogRatio, within(TOLERANCE));
        assertThat(term.byLogProb()).isZero();
        assertThat(surrogate.clip(ratio, advantage)).isEqualTo(clip);
    }

    @ParameterizedTest(name = "ratio {0}, advantage {1}")
    @CsvSource(textBlock = """
            # ratio, advantage, loss, by log-prob, clip
            1,       1,         2,    -1,          NONE
            7,       1,         10,   -5,          HIGH
            7,       -1,        -10,  5,           NONE
            0.1,     -1,        -0.2, 0.1,         NONE
            7,       0,         0,    0,           NONE
            NaN,     1,         NaN,  NaN,         NONE
            """)
    void detached(double ratio, double advantage, double loss, double byLogProb, Clip clip) {
        Surrogate surrogate = new DetachedRatio(5);

        TokenTerm term = surrogate.term(ratio, -2, advantage);

        assertThat(term.value() + 0.0).isCloseTo(loss, within(TOLERANCE));
        assertThat(term.byLogProb() + 0.0).isCloseTo(byLogProb, within(TOLERANCE));
        assertThat(term.byLogRatio()).isZero();
        assertThat(surrogate.clip(ratio, advantage)).isEqualTo(clip);
    }

    @ParameterizedTest
    @CsvSource({"-0.1,0.2", "1.1,0.2", "0.2,-0.1", "NaN,0.2", "0.2,NaN", "0.2,Infinity"})
    void refusesAClipThatIsNone(double low, double high) {
        assertThatThrownBy(() -> new ClippedRatio(low, high))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("clip ");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "NaN", "Infinity"})
    void refusesARatioOrBetaThatIsNone(double value) {
        assertThatThrownBy(() -> new DetachedRatio(value)).hasMessageEndingWith("above 0, not " + value);
        assertThatThrownBy(() -> new PlainKl(value)).hasMessage("beta must be a number above 0, not " + value);
        assertThatThrownBy(() -> new RatioCorrectedKl(value)).hasMessage("beta must be a number above 0, not " + value);
    }
}
