package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTextTest {
    private static final String FACES = "😀".repeat(40);

    @Test
    void shortTextsStayAsTheyAre() {
        assertThat(CutText.of("", 4)).isEmpty();
        assertThat(CutText.of("four", 4)).isEqualTo("four");
    }

    @Test
    void theAnswerAtTheEndStays() {
        String answer = "<answer>(1 + 2) * 3</answer>";
        assertThat(CutText.of("Let me think. " + "x".repeat(5_000) + answer, 60))
                .startsWith("Let me think. xxx")
                .contains("x … 4,982 characters … x")
                .endsWith("xx" + answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 32, 33, 34, 35, 36})
    void noCharacterIsSplit(int longest) {
        String cut = CutText.of(FACES, longest);
        long left =
                cut.codePoints().filter(point -> point == "😀".codePointAt(0)).count();
        assertThat(cut).matches("(😀)+ … %d characters … (😀)+".formatted(40 - left));
        assertThat(left * 2).isLessThanOrEqualTo(longest);
    }
}
