package dev.r3.verifiers.match;

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
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchVerdictTest {

    private static final MatchFamily FAMILY = new MatchFamily();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "same | <answer>New York</answer> | exact | block | passed",
                "white space around | <answer>\\n New York </answer> | exact | block | passed",
                "other case, exact | <answer>new york</answer> | exact | block | wrong-answer",
                "more spaces, exact | <answer>New  York</answer> | exact | block | wrong-answer",
                "other case | <answer>NEW york</answer> | whitespace-and-case | block | passed",
                "other white space | <answer>New \\n York</answer> | whitespace-and-case | block | passed",
                "no white space | <answer>NewYork</answer> | whitespace-and-case | block | wrong-answer",
                "more text | <answer>New York City</answer> | whitespace-and-case | block | wrong-answer",
                "last block | <answer>Boston</answer><answer>New York</answer> | exact | block | passed",
                "empty block | <answer></answer> | exact | block | no-answer",
                "blank block | <answer> </answer> | exact | block | no-answer",
                "no block | New York | exact | block | no-answer",
                "whole completion | \\n New York | exact | completion | passed",
                "whole completion with more | It is New York | exact | completion | wrong-answer",
                "whole completion empty | '' | exact | completion | no-answer",
                "tags in the whole completion | <answer>New York</answer> | exact | completion | wrong-answer",
            })
    void judges(String name, String completion, String normalise, String from, String expected)
            throws InvalidTaskException {
        assertThat(verdict(Completion.whole(completion.translateEscapes()), normalise, from))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "<answer>New York,block,unscorable",
        "<answer>New York</answer>,block,passed",
        "New York,completion,unscorable"
    })
    void canNotJudgeAnAnswerThatIsCutOff(String text, String from, String expected) throws InvalidTaskException {
        assertThat(verdict(new Completion(text, true), "exact", from)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "completion"})
    void itsGoldAnswerPasses(String from) throws InvalidTaskException {
        QuestionTask task = FAMILY.readTask(row());
        Verifier<QuestionTask> verifier = verifier("exact", from);
        String gold = verifier.goldAnswer(task).orElseThrow();
        assertThat(verifier.verify(task, Completion.whole(gold))).isInstanceOf(Verdict.Passed.class);
        assertThat(verifier.answerText(Completion.whole(gold))).contains("New York");
    }

    @Test
    void rejectsRowsThatAreNoQuestions() {
        assertThatThrownBy(() -> FAMILY.readTask(row().put("answer", " "))).hasMessageContaining("'answer' is blank");
        assertThatThrownBy(() -> FAMILY.readTask(row().put("answer", 7))).hasMessage("'answer' is not text");
        assertThatThrownBy(() -> FAMILY.readTask(row().putNull("question"))).hasMessage("row has no 'question'");
        assertThatThrownBy(() -> FAMILY.readTask(row().put("question", "a".repeat(65_537))))
                .isInstanceOfSatisfying(
                        InvalidTaskException.class, e -> assertThat(e.reason()).isEqualTo("out-of-range"));
    }

    @Property(tries = 2_000)
    void judgesAnyText(@ForAll String text) throws InvalidTaskException {
        verdict(Completion.whole(text), "whitespace-and-case", "completion");
        verdict(Completion.whole("<answer>" + text + "</answer>"), "whitespace-and-case", "block");
    }

    @Test
    void boundsTheAnswer() throws InvalidTaskException {
        String spaces = " ".repeat((1 << 17) - 8);
        assertThat(verdict(Completion.whole("New York" + spaces), "exact", "completion"))
                .isEqualTo("passed");
        assertThat(verdict(Completion.whole("New York " + spaces), "exact", "completion"))
                .isEqualTo("no-answer");
    }

    private static String verdict(Completion completion, String normalise, String from) throws InvalidTaskException {
        Verdict verdict = verifier(normalise, from).verify(FAMILY.readTask(row()), completion);
        if (verdict instanceof Verdict.Failed failed) {
            return failed.error().code();
        }
        return verdict instanceof Verdict.Passed ? "passed" : "unscorable";
    }

    private static Verifier<QuestionTask> verifier(String normalise, String from) {
        return FAMILY.verifier(Options.of(FAMILY.options(), Map.of("normalise", normalise, "answer-from", from)));
    }

    private static ObjectNode row() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("question", "Which city?")
                .put("answer", "New York");
    }
}
