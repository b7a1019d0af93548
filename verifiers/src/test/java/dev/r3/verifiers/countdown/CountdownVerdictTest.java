package dev.r3.verifiers.countdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables equations.csv (what stands in the answer block) and blocks.csv (where the block is) beside this class. */
class CountdownVerdictTest {

    private static final CountdownTask ONE_PLUS_TWO = task("1 2", 3);

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "equations.csv", delimiter = '|', numLinesToSkip = 1)
    void judgesEquations(String name, String numbers, long target, String answer, String expected) {
        String completion = "<think>Let me try.</think>\n<answer>" + unescaped(answer) + "</answer>";
        assertThat(code(verify(task(numbers, target), completion, Map.of()))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "blocks.csv", delimiter = '|', numLinesToSkip = 1)
    void findsTheAnswerBlock(String name, String completion, String expected) {
        assertThat(code(verify(ONE_PLUS_TWO, unescaped(completion), Map.of()))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 3 | 3 | 1 + 2 | passed",
                "1 2 3 | 3 | 3 | passed",
                "1 2 3 | 4 | 1 + 2 | missed-target",
                "1 2 3 | 4 | 2 + 2 | wrong-numbers",
                "5 5 | 10 | 5 + 5 | passed",
                "5 5 | 15 | 5 + 5 + 5 | wrong-numbers",
                "1 2 3 | 7 | 7 | wrong-numbers",
                "1 2 3 | 6 | 1 + 2 + 3 | passed",
            })
    void acceptsFewerNumbersWhenNotAllAreRequired(String numbers, long target, String answer, String expected) {
        Map<String, String> options = Map.of("all-numbers-required", "false");
        assertThat(code(verify(task(numbers, target), "<answer>" + answer + "</answer>", options)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"[[1 + 2]],passed", "<answer>1 + 2</answer>,invalid-equation", "[[9]] [[1 + 2]],passed"})
    void takesOtherTags(String completion, String expected) {
        Map<String, String> tags = Map.of("open-tag", "[[", "close-tag", "]]");
        assertThat(code(verify(ONE_PLUS_TWO, completion, tags))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<think>1 + | unscorable",
                "<answer>1 + 2 | unscorable",
                "<answer>1 + 2</answer> so | passed",
                "<answer>9</answer> or <answer>1 | wrong-numbers",
                "<answer></answer> or <answer>1 | invalid-equation",
            })
    void canNotJudgeACompletionThatIsCutOffBeforeItsAnswer(String completion, String expected) {
        assertThat(code(verifier(Map.of()).verify(ONE_PLUS_TWO, new Completion(completion, true))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 + 2 | the equation uses [1, 2, 2], given are [1, 2]",
                "1 - 2 | the equation gives -1, the target is 3",
                "1 / 2 | the equation gives 1/2, the target is 3",
                "1 + 2 = 4 | the answer says = 4, the target is 3",
                "1 + x | 'x' stands where a number is expected",
                "1 + | the answer ends where a number is expected",
                "1 + 2 ✅ | character 9989 stands where an operator or the end is expected",
                "1+1+1+1+1+1+1 | the equation uses [1, 1, 1, 1, 1, and 2 more], given are [1, 2]",
            })
    void saysWhatIsWrong(String answer, String detail) {
        Verdict verdict = verify(ONE_PLUS_TWO, "<answer>" + answer + "</answer>", Map.of());
        assertThat(((Verdict.Failed) verdict).detail()).isEqualTo(detail);
    }

    @Test
    void readsTheAnswerAndWritesTheGoldAnswer() {
        Verifier<CountdownTask> verifier = verifier(Map.of("open-tag", "[[", "close-tag", "]]"));
        CountdownTask task = new CountdownTask(3, List.of(1L, 2L), Optional.of("1 + 2"));
        assertThat(verifier.goldAnswer(task)).contains("[[1 + 2]]");
        assertThat(verifier.goldAnswer(ONE_PLUS_TWO)).isEmpty();
        assertThat(verifier.answerText(Completion.whole("a [[ 1 + 2 ]] b"))).contains("1 + 2");
        assertThat(verifier.answerText(Completion.whole("a [[]] b"))).contains("");
        assertThat(verifier.answerText(Completion.whole("a [[ b"))).isEmpty();
    }

    private static Verdict verify(CountdownTask task, String completion, Map<String, String> options) {
        return verifier(options).verify(task, Completion.whole(completion));
    }

    private static Verifier<CountdownTask> verifier(Map<String, String> options) {
        CountdownFamily family = new CountdownFamily();
        return family.verifier(Options.of(family.options(), options));
    }

    private static CountdownTask task(String numbers, long target) {
        return new CountdownTask(
                target, Arrays.stream(numbers.split(" ")).map(Long::valueOf).toList(), Optional.empty());
    }

    private static String code(Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            return failed.error().code();
        }
        return verdict instanceof Verdict.Passed ? "passed" : "unscorable";
    }

    /** The table writes control characters and lone surrogates as in Java. */
    private static String unescaped(String text) {
        StringBuilder result = new StringBuilder();
        String plain = text.replace("\\\\", "\\u005c").replace("\\|", "|");
        for (int i = 0; i < plain.length(); i++) {
            if (plain.startsWith("\\u", i)) {
                result.append((char) Integer.parseInt(plain.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (plain.charAt(i) == '\\') {
                result.append(plain.substring(i, i + 2).translateEscapes());
                i++;
            } else {
                result.append(plain.charAt(i));
            }
        }
        return result.toString();
    }
}
