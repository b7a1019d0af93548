package dev.r3.verifiers.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import dev.r3.verifiers.question.QuestionTask;
import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericVerdictTest {

    private static final NumericFamily FAMILY = new NumericFamily();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hashes | 72 | #### 72 | passed",
                "hashes without a space | 72 | ####72 | passed",
                "hashes after reasoning | 72 | 48 / 2 = 24\\n48 + 24 = 72\\n#### 72 | passed",
                "hashes, text on the next line | 72 | #### 72\\nThat is all. | passed",
                "last hashes count | 72 | #### 71\\n#### 72 | passed",
                "last hashes count, wrong | 72 | #### 72\\n#### 71 | wrong-answer",
                "more than four hashes | 72 | ##### 72 | passed",
                "boxed | 72 | So \\\\boxed{72}. | passed",
                "last boxed counts | 72 | \\\\boxed{71} \\\\boxed{72} | passed",
                "boxed before hashes | 72 | \\\\boxed{72}\\n#### 71 | passed",
                "unclosed boxed does not count | 72 | \\\\boxed{72} \\\\boxed{71 | passed",
                "boxed text | 72 | \\\\boxed{seventy-two} | no-answer",
                "boxed nested | 72 | \\\\boxed{\\\\text{72}} | no-answer",
                "boxed nothing | 72 | \\\\boxed{} | no-answer",
                "thousands comma | 1234567 | #### 1,234,567 | passed",
                "thousands comma in the data | 1,234 | #### 1234 | passed",
                "comma in a wrong place | 1234 | #### 12,34 | no-answer",
                "two commas | 1234 | #### 1,,234 | no-answer",
                "comma at the end | 1 | #### 1, | no-answer",
                "comma without groups of three | 1234 | #### 1,2345 | no-answer",
                "four digits before a comma | 1234567 | #### 1234,567 | no-answer",
                "currency | 18 | #### $18 | passed",
                "currency with cents | 18 | #### $18.00 | passed",
                "currency escaped | 18 | \\\\boxed{\\\\$18} | passed",
                "negative currency | -18 | #### -$18 | passed",
                "currency, then the sign | -18 | #### $-18 | passed",
                "per cent | 40 | #### 40% | passed",
                "per cent escaped | 40 | \\\\boxed{40\\\\%} | passed",
                "full stop | 72 | #### 72. | passed",
                "full stop after per cent | 40 | #### 40%. | passed",
                "negative | -3 | #### -3 | passed",
                "sign missed | -3 | #### 3 | wrong-answer",
                "decimal | 0.5 | #### 0.50 | passed",
                "decimal without a zero | 0.5 | #### .5 | passed",
                "whole as decimal | 72 | #### 72.0 | passed",
                "close is not equal | 0.3 | #### 0.30000000000000004 | wrong-answer",
                "minus zero | 0 | #### -0 | passed",
                "leading zeros | 72 | #### 072 | passed",
                "fraction | 0.5 | #### 1/2 | no-answer",
                "scientific | 1000 | #### 1e3 | no-answer",
                "two numbers | 72 | #### 72 73 | no-answer",
                "unit | 72 | #### 72 clips | no-answer",
                "plus | 72 | #### +72 | no-answer",
                "two minuses | 72 | #### --72 | no-answer",
                "only signs | 72 | #### -$ | no-answer",
                "nothing after hashes | 72 | #### | no-answer",
                "number before hashes | 72 | 72 #### | no-answer",
                "number alone | 72 | 72 | no-answer",
                "other digits | 12 | #### १२ | no-answer",
                "nothing | 72 | '' | no-answer",
            })
    void judges(String name, String gold, String completion, String expected) throws InvalidTaskException {
        assertThat(verdict(gold, Completion.whole(completion.translateEscapes()), "none"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "72 | The answer is 72. | passed",
                "72 | It is 71 or 72! | passed",
                "1234 | It costs $1,234.00 in all. | passed",
                "-5 | x = -5 | passed",
                "-5 | x = -$5 | passed",
                "3 | 7-3 | passed",
                "4 | 2/4 | passed",
                "71 | The answer is 72. #### 71 | passed",
                "72 | no number | no-answer",
                "1 | 1,2 | no-answer",
            })
    void takesTheLastNumberIfTold(String gold, String completion, String expected) throws InvalidTaskException {
        assertThat(verdict(gold, Completion.whole(completion), "last-number")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#### 72 | none | unscorable",
                "#### 72\\n | none | passed",
                "\\\\boxed{72} | none | passed",
                "\\\\boxed{72 | none | unscorable",
                "so 72 | none | unscorable",
                "so 72 | last-number | unscorable",
                "so 72 is | last-number | passed",
                "so | last-number | unscorable",
            })
    void canNotJudgeANumberThatMayBeCutOff(String completion, String fallback, String expected)
            throws InvalidTaskException {
        Completion truncated = new Completion(completion.translateEscapes(), true);
        assertThat(verdict("72", truncated, fallback)).isEqualTo(expected);
    }

    @Test
    void readsGsm8kRowsAndItsGoldAnswerPasses() throws InvalidTaskException {
        QuestionTask task = FAMILY.readTask(row("Natalia sold 48 <<48/2=24>>24 clips.\n#### 1,072"));
        assertThat(task.row()).isEqualTo(row("Natalia sold 48 <<48/2=24>>24 clips.\n#### 1,072"));
        assertThat(task.identity()).isEqualTo("{\"question\":\"How many?\"}");
        assertThat(task.promptVariables()).isEqualTo(Map.of("question", "How many?"));
        String gold = verifier("none").goldAnswer(task).orElseThrow();
        assertThat(gold).isEqualTo("#### 1072");
        assertThat(verifier("none").verify(task, Completion.whole(gold))).isInstanceOf(Verdict.Passed.class);
        assertThat(verifier("none").answerText(Completion.whole("so\n#### $18 ")))
                .contains("$18");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seventy-two", "72 clips", "#### ", "48 #### none"})
    void rejectsRowsWithoutANumber(String answer) {
        assertThatThrownBy(() -> FAMILY.readTask(row(answer)))
                .isInstanceOfSatisfying(
                        InvalidTaskException.class, e -> assertThat(e.reason()).isEqualTo("no-number"));
    }

    @Property(tries = 2_000)
    void readsTheNumbersThatItWrites(@ForAll BigDecimal number) throws InvalidTaskException {
        String text = number.toPlainString();
        if (text.length() <= 100) {
            assertThat(WrittenNumber.parse(text))
                    .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(number));
        }
    }

    @Property(tries = 10_000)
    void judgesAnyText(@ForAll("texts") String text) throws InvalidTaskException {
        verdict("72", Completion.whole(text), "last-number");
        verdict("72", new Completion(text, true), "last-number");
        verdict("72", Completion.whole("#### " + text), "none");
        verdict("72", Completion.whole("\\boxed{" + text + "}"), "none");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "####", "\\boxed{", "}", "7", "2", ",", ".", "-", "$", "%", "\\", " ", "\n", "\ud800", "e")
                .list()
                .ofMaxSize(16)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "-", "}", "\\boxed{", "####", ",", " ", "\0", "\\boxed{9}", "−"})
    void judgesSixteenMegabytes(String part) throws InvalidTaskException {
        String text = part.repeat((1 << 24) / part.length());
        assertThat(verdict("72", Completion.whole(text), "last-number")).isIn("no-answer", "wrong-answer");
    }

    private static String verdict(String gold, Completion completion, String fallback) throws InvalidTaskException {
        Verdict verdict = verifier(fallback).verify(FAMILY.readTask(row(gold)), completion);
        if (verdict instanceof Verdict.Failed failed) {
            assertThat(failed.detail()).hasSizeLessThan(300);
            return failed.error().code();
        }
        return verdict instanceof Verdict.Passed ? "passed" : "unscorable";
    }

    private static Verifier<QuestionTask> verifier(String fallback) {
        return FAMILY.verifier(Options.of(FAMILY.options(), Map.of("fallback", fallback)));
    }

    private static ObjectNode row(String answer) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("question", "How many?")
                .put("answer", answer);
    }
}
