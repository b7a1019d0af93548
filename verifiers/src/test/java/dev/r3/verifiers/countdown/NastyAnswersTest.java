package dev.r3.verifiers.countdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts made to take long, to overflow the stack or to slip past a bound. */
class NastyAnswersTest {

    private static final int SIZE = 16 * 1024 * 1024;

    /** No speed bar, that is the benchmark's: work that grows with the square of the length would take hours. */
    private static final Duration FOREVER = Duration.ofMinutes(1);

    private static final CountdownTask TASK = new CountdownTask(3, List.of(1L, 2L), Optional.empty());

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("opening tags", "<answer>".repeat(SIZE / 8)),
                Arguments.of("closing tags", "</answer>".repeat(SIZE / 9)),
                Arguments.of("blocks", "<answer>1+2</answer>".repeat(SIZE / 20)),
                Arguments.of("closing tags, then one opening tag", "</answer>".repeat(SIZE / 9 - 1) + "<answer>"),
                Arguments.of("opening tags, then one closing tag", "<answer>".repeat(SIZE / 8 - 2) + "</answer>"),
                Arguments.of("almost closing tags", "/answer>".repeat(SIZE / 8)),
                Arguments.of("angle brackets", "<".repeat(SIZE)),
                Arguments.of("closing brackets", ">".repeat(SIZE)),
                Arguments.of("parentheses", block("(")),
                Arguments.of("closed parentheses", block("()")),
                Arguments.of("minus signs", block("-")),
                Arguments.of("digits", block("9")),
                Arguments.of("zeros", block("0")),
                Arguments.of("sum", block("1+")),
                Arguments.of("product", block("9*")),
                Arguments.of("spaces", block(" ")),
                Arguments.of("line ends", block("\n")),
                Arguments.of("NULs", block("\0")),
                Arguments.of("lone surrogates", block("\ud800")),
                Arguments.of("wide characters", block("−")),
                Arguments.of("equals signs", block("=")),
                Arguments.of("stars", block("*")),
                Arguments.of("no tag", "1 + 2 ".repeat(SIZE / 6)),
                Arguments.of("longer than the bound", " ".repeat(SIZE) + "<answer>1+2</answer>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void sixteenMegabytesOfAnythingAreJudged(String name, String text) {
        Verdict verdict =
                assertTimeoutPreemptively(FOREVER, () -> verifier(Map.of()).verify(TASK, Completion.whole(text)));
        if (!name.equals("blocks")) {
            assertThat(((Verdict.Failed) verdict).error()).isEqualTo(CountdownError.INVALID_EQUATION);
        }
    }

    @Test
    void findsTheAnswerBehindSixteenMegabytes() {
        String answer = "<answer>1 + 2</answer>";
        String text = " ".repeat(SIZE - answer.length()) + answer;
        assertThat(verifier(Map.of()).verify(TASK, Completion.whole(text))).isInstanceOf(Verdict.Passed.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("boundaries")
    void boundsAreWhereTheyAreSaidToBe(String name, String answer, boolean passes) {
        Verdict verdict = verifier(Map.of()).verify(TASK, Completion.whole("<answer>" + answer + "</answer>"));
        assertThat(verdict instanceof Verdict.Passed).isEqualTo(passes);
        if (verdict instanceof Verdict.Failed failed) {
            assertThat(failed.error()).isEqualTo(CountdownError.INVALID_EQUATION);
        }
    }

    static Stream<Arguments> boundaries() {
        return Stream.of(
                Arguments.of("99 parentheses", "(".repeat(99) + "1+2" + ")".repeat(99), true),
                Arguments.of("100 parentheses", "(".repeat(100) + "1+2" + ")".repeat(100), false),
                Arguments.of("98 minus signs", "-".repeat(98) + "1+2", true),
                Arguments.of("100 minus signs", "-".repeat(100) + "1+2", false),
                Arguments.of("10,000 characters", "1+2" + " ".repeat(9_997), true),
                Arguments.of("10,001 characters", "1+2" + " ".repeat(9_998), false),
                Arguments.of("18 digits", "1+" + "0".repeat(17) + "2", true),
                Arguments.of("19 digits", "1+" + "0".repeat(18) + "2", false));
    }

    @Test
    void aTruncatedAnswerBeyondABoundFails() {
        Verdict verdict = verifier(Map.of()).verify(TASK, new Completion(" ".repeat(SIZE + 1), true));
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    }

    @Test
    void exactValuesOfThirtyTwoLongNumbersAreQuickAndBounded() {
        List<Long> numbers =
                Stream.generate(() -> CountdownTask.MAX_VALUE).limit(32).toList();
        CountdownTask task = new CountdownTask(1, numbers, Optional.empty());
        String product = "999999999999999999*".repeat(31) + "999999999999999999";
        Verdict verdict = verifier(Map.of()).verify(task, Completion.whole("<answer>" + product + "</answer>"));
        assertThat(((Verdict.Failed) verdict).detail())
                .isEqualTo("the equation gives a number of 576 characters, the target is 1");
    }

    private static String block(String part) {
        return "<answer>" + part.repeat(SIZE / part.length() - 20) + "</answer>";
    }

    private static Verifier<CountdownTask> verifier(Map<String, String> options) {
        CountdownFamily family = new CountdownFamily();
        return family.verifier(Options.of(family.options(), options));
    }
}
