package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.r3.model.train.WrittenRollouts;
import java.util.Collections;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class MatchedTokensTest {
    private static final int GROUP = 8;

    @Test
    void theFirstStepTakesAnswersToBeAsLongAsTheFailureSets() {
        assertThat(new MatchedTokens(List.of(1_000L, 1_000L), GROUP, 5).tasks(WrittenRollouts.NONE))
                .isEqualTo(25);
    }

    @Test
    void laterStepsTakeThemToBeAsLongAsTheyWereAndMakeUpForWhatWasMissed() {
        MatchedTokens matched = new MatchedTokens(List.of(1_000L, 500L), GROUP, 5);
        // Twice as long as was thought: 25 tasks had 2,000 tokens, 500 more than are due by then.
        assertThat(matched.tasks(new WrittenRollouts(1, 25, 2_000)))
                .as("at least one")
                .isEqualTo(1);
        // Half as long: 1,000 of 1,500 are left, at 20 a task.
        assertThat(matched.tasks(new WrittenRollouts(1, 25, 500))).isEqualTo(50);
    }

    @Test
    void whatWasNotWrittenHasNoLength() {
        assertThat(new MatchedTokens(List.of(80L, 80L), GROUP, 5).tasks(new WrittenRollouts(1, 2, 0)))
                .isEqualTo(4);
    }

    @Test
    void answersThatGrowOrShrinkToHalfStayWithinTwoPercent() {
        assertMatched(step -> 12);
        assertMatched(step -> 12 + step / 4.0);
        assertMatched(step -> 24 - step / 4.0);
        assertMatched(step -> step % 2 == 0 ? 8 : 16);
    }

    private static void assertMatched(LongToDoubleFunction answerTokens) {
        MatchedTokens matched = new MatchedTokens(Collections.nCopies(50, 9_000L), GROUP, 12);
        WrittenRollouts written = WrittenRollouts.NONE;
        for (int step = 0; step < 50; step++) {
            long tasks = matched.tasks(written);
            long tokens = Math.round(tasks * GROUP * answerTokens.applyAsDouble(step));
            written = written.plus(new WrittenRollouts(1, tasks, tokens));
        }
        assertThat(written.tokens()).isCloseTo(matched.total(), withPercentage(2));
    }

    @Test
    void anAnswerHasALength() {
        assertThatThrownBy(() -> new MatchedTokens(List.of(), GROUP, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("groups of 8 answers of 0.0 tokens");
    }
}
