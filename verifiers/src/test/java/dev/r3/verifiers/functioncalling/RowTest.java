package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.InvalidTaskException;
import dev.r3.verifiers.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows are tasks, and what a task says of itself. */
class RowTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static ObjectNode row(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        no query              ¦ missing-column   ¦ {"tools": "[]", "answers": "[]"}
        query is null         ¦ missing-column   ¦ {"query": null, "tools": "[]", "answers": "[]"}
        query is a number     ¦ invalid-query    ¦ {"query": 5, "tools": "[]", "answers": "[]"}
        query is blank        ¦ empty-query      ¦ {"query": " \\n", "tools": "[]", "answers": "[]"}
        no tools              ¦ missing-column   ¦ {"query": "q", "answers": "[]"}
        no answers            ¦ missing-column   ¦ {"query": "q", "tools": "[]"}
        tools are no JSON     ¦ invalid-json     ¦ {"query": "q", "tools": "[", "answers": "[]"}
        tools are no list     ¦ invalid-json     ¦ {"query": "q", "tools": "{}", "answers": "[]"}
        answers are no JSON   ¦ invalid-json     ¦ {"query": "q", "tools": "[]", "answers": "call f"}
        key given twice       ¦ invalid-json     ¦ {"query": "q", "tools": "[{\\"name\\": \\"f\\"}]", "answers": "[{\\"name\\": \\"f\\", \\"name\\": \\"f\\", \\"arguments\\": {}}]"}
        answers are empty     ¦ no-answers       ¦ {"query": "q", "tools": [{"name": "f"}], "answers": []}
        answer without a name ¦ invalid-answer   ¦ {"query": "q", "tools": [{"name": "f"}], "answers": [{"arguments": {}}]}
        answer is text        ¦ invalid-answer   ¦ {"query": "q", "tools": [{"name": "f"}], "answers": ["f()"]}
        no arguments          ¦ invalid-answer   ¦ {"query": "q", "tools": [{"name": "f"}], "answers": [{"name": "f"}]}
        arguments are a list  ¦ invalid-answer   ¦ {"query": "q", "tools": [{"name": "f"}], "answers": [{"name": "f", "arguments": []}]}
        tool is not offered   ¦ unknown-tool     ¦ {"query": "q", "tools": [{"name": "f"}], "answers": [{"name": "g", "arguments": {}}]}
        tool without a name   ¦ invalid-tool     ¦ {"query": "q", "tools": [{"description": "f"}], "answers": []}
        tool is text          ¦ invalid-tool     ¦ {"query": "q", "tools": ["f"], "answers": []}
        parameters are a list ¦ invalid-tool     ¦ {"query": "q", "tools": [{"name": "f", "parameters": []}], "answers": []}
        parameter is text     ¦ invalid-tool     ¦ {"query": "q", "tools": [{"name": "f", "parameters": {"a": "int"}}], "answers": []}
        two tools, one name   ¦ duplicate-tool   ¦ {"query": "q", "tools": [{"name": "f"}, {"name": "f", "description": "g"}], "answers": []}
        """)
    void rejected(String name, String reason, String json) {
        var thrown = catchThrowableOfType(InvalidTaskException.class, () -> Rows.FAMILY.readTask(row(json)));
        assertThat(thrown).isNotNull().extracting(InvalidTaskException::reason).isEqualTo(reason);
    }

    @Test
    void tooManyGoldCallsAreRejected() {
        String calls =
                "[" + "{\"name\": \"f\", \"arguments\": {}},".repeat(128) + "{\"name\": \"f\", \"arguments\": {}}]";
        ObjectNode row = Rows.row("q", "[{\"name\": \"f\"}]", calls);
        var thrown = catchThrowableOfType(InvalidTaskException.class, () -> Rows.FAMILY.readTask(row));
        assertThat(thrown).isNotNull().extracting(InvalidTaskException::reason).isEqualTo("too-many-answers");
    }

    @Test
    void listsMayBeStringsOrLists() {
        FunctionCallingTask text = Rows.read(row("""
                {"id": 3, "query": "q", "tools": "[{\\"name\\": \\"f\\"}]", "answers": "[{\\"name\\": \\"f\\", \\"arguments\\": {\\"a\\": 1.50}}]"}
                """));
        FunctionCallingTask list = Rows.read(row("""
                {"query": "q", "answers": [{"arguments": {"a": 1.5}, "name": "f"}], "tools": [{"name": "f"}]}
                """));
        assertThat(text.row()).isEqualTo(list.row());
        assertThat(text.row().toString()).isEqualTo("""
                        {"query":"q","tools":"[{\\"name\\":\\"f\\"}]","answers":"[{\\"arguments\\":{\\"a\\":1.5},\\"name\\":\\"f\\"}]"}""");
    }

    @Test
    void aRowReadAgainIsTheSameRow() {
        for (String name : Rows.taskNames()) {
            FunctionCallingTask task = Rows.task(name);
            assertThat(Rows.read(task.row()).row()).isEqualTo(task.row());
        }
    }

    @Test
    void queriesThatDifferInWhiteSpaceAreOneTask() {
        String tools = "[{\"name\": \"f\"}]";
        String calls = "[{\"name\": \"f\", \"arguments\": {}}]";
        assertThat(Rows.read(Rows.row("  What\n\tnow? ", tools, calls)).identity())
                .isEqualTo(Rows.read(Rows.row("What now?", tools, calls)).identity())
                .isEqualTo("What now?");
    }

    @Test
    void goldAnswersPassUnderEveryPolicy() {
        for (String name : Rows.taskNames()) {
            for (String policy : new String[] {"exact", "typed", "bfcl"}) {
                var verifier = Rows.verifier(policy);
                String gold = verifier.goldAnswer(Rows.task(name)).orElseThrow();
                assertThat(verifier.verify(Rows.task(name), Completion.whole(gold)))
                        .as(gold)
                        .isInstanceOf(Verdict.Passed.class);
            }
        }
    }

    @Test
    void theAnswerTextIsWhatTheCallsAreReadFrom() {
        var verifier = Rows.verifier("typed");
        String call = "<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>";
        assertThat(verifier.answerText(Completion.whole("<think>x</think>a " + call + " b " + call + " c")))
                .contains(call + "\n" + call);
        assertThat(verifier.answerText(Completion.whole("a ```json\n[]\n``` b")))
                .isEmpty();
        assertThat(verifier.answerText(Completion.whole(" [f(a=1)]\n"))).contains("[f(a=1)]");
        assertThat(verifier.answerText(Completion.whole("no"))).isEmpty();
    }

    @Test
    void detailsNameTheDifference() {
        assertThat(detail("weather", "[get_weather(city='Paris', days='5')]"))
                .isEqualTo("tool \"get_weather\", parameter \"days\": expected 5 (an integer), found \"5\" (a string)");
        assertThat(detail("weather", "[get_weather(city='Paris')]"))
                .isEqualTo("tool \"get_weather\", parameter \"days\": missing, expected 5");
        assertThat(detail("weather", "[get_weather(city='Paris', days=5, x=[1])]"))
                .isEqualTo("tool \"get_weather\", parameter \"x\": unexpected, found [1]");
        assertThat(detail("twins", "[get_weather(city='Rome'), get_weather(city='Oslo')]"))
                .isEqualTo("tool \"get_weather\", parameter \"city\": expected \"Paris\", found \"Oslo\"");
        assertThat(detail("weather", "[now()]")).isEqualTo("tool \"now\" is not asked for, \"get_weather\" is");
        assertThat(detail("weather", "[nix()]")).isEqualTo("tool \"nix\" is not offered");
        assertThat(detail("pair", "[now()]")).isEqualTo("expected 2, found 1");
        assertThat(detail("pair", "[get_weather(city='a'), get_weather(city='b')]"))
                .isEqualTo("tool \"get_weather\" is called more than 1 times");
        assertThat(detail("weather", "[get_weather(city='" + "x".repeat(100_000) + "\\ud800', days=5)]"))
                .hasSizeLessThan(200);
        assertThat(detail("weather", "[get_weather(city='\\ud800\\n', days=5)]"))
                .endsWith("found \"\\ud800\\u000a\"");
    }

    private static String detail(String task, String answer) {
        Verdict verdict = Rows.verifier("typed").verify(Rows.task(task), Completion.whole(answer));
        return verdict instanceof Verdict.Failed failed ? failed.detail() : verdict.toString();
    }
}
