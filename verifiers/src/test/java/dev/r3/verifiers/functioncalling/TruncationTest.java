package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;

/** Completions that end at the token limit: judged if their answer is whole, else unscorable, never beyond a bound. */
class TruncationTest {

    private static final String CALL = "{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Paris\", \"days\": 5}}";

    private static String outcome(String text) {
        Verdict verdict = Rows.verifier("typed").verify(Rows.task("weather"), new Completion(text, true));
        return Outcome.of(verdict);
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        whole tag                  ¦ passed           ¦ <tool_call>CALL</tool_call>
        whole tag, text behind     ¦ passed           ¦ <tool_call>CALL</tool_call> Now I
        whole tag, next one begins ¦ unscorable       ¦ <tool_call>CALL</tool_call><tool_c
        whole tag, next one opens  ¦ unscorable       ¦ <tool_call>CALL</tool_call><tool_call>
        tag not closed             ¦ unscorable       ¦ <tool_call>CALL
        tag half closed            ¦ unscorable       ¦ <tool_call>CALL</tool_
        JSON in a tag cut off      ¦ unscorable       ¦ <tool_call>{"name": "get_we
        number cut off             ¦ unscorable       ¦ <tool_call>{"name": "get_weather", "arguments": {"days": 1
        point cut off              ¦ unscorable       ¦ <tool_call>{"name": "get_weather", "arguments": {"days": 1.
        word cut off               ¦ unscorable       ¦ <tool_call>{"name": "get_weather", "arguments": {"days": tr
        escape cut off             ¦ unscorable       ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "\\u00
        broken in a tag            ¦ wrong-format     ¦ <tool_call>{name: "get_we
        whole bare object          ¦ passed           ¦ CALL
        whole list                 ¦ passed           ¦ [CALL]
        bare object cut off        ¦ unscorable       ¦ {"name": "get_weather", "arg
        list cut off               ¦ unscorable       ¦ [CALL, {"name":
        list not closed            ¦ unscorable       ¦ [CALL
        semicolon at the end       ¦ unscorable       ¦ CALL;
        Python list                ¦ passed           ¦ [get_weather(city="Paris", days=5)]
        Python list cut off        ¦ unscorable       ¦ [get_weather(city="Paris", days=5)
        Python call cut off        ¦ unscorable       ¦ [get_weather(city="Par
        Python word cut off        ¦ unscorable       ¦ [get_weather(city=Tr
        python tag                 ¦ passed           ¦ <|python_tag|>CALL
        python tag cut off         ¦ unscorable       ¦ <|python_tag|>get_weather(city="Paris"
        fence                      ¦ passed           ¦ ```json⏎CALL⏎``` as
        fence not closed           ¦ unscorable       ¦ ```json⏎CALL⏎
        fence half closed          ¦ unscorable       ¦ ```json⏎CALL⏎``
        another fence begins       ¦ unscorable       ¦ ```json⏎CALL⏎```⏎``
        prose                      ¦ unscorable       ¦ I will look up the
        nothing                    ¦ unscorable       ¦ ⏎
        prose behind a bare object ¦ unscorable       ¦ CALL and then
        inside a thought           ¦ unscorable       ¦ <think>I should
        call inside a thought      ¦ unscorable       ¦ <think>I should <tool_call>CALL</tool_call>
        whole but wrong            ¦ wrong-tool       ¦ {"name": "now", "arguments": {}}
        """)
    void truncated(String name, String expected, String answer) {
        assertThat(outcome(answer.replace('⏎', '\n').replace("CALL", CALL))).isEqualTo(expected);
    }

    @Test
    void beyondABoundIsAWrongFormatEvenIfCutOff() {
        assertThat(outcome("[".repeat(1000))).isEqualTo("wrong-format");
        assertThat(outcome("<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": " + "9".repeat(500)))
                .isEqualTo("wrong-format");
        assertThat(outcome("x".repeat(2_000_000))).isEqualTo("wrong-format");
    }

    @Test
    void anEmptyCompletionIsAWrongFormatIfWhole() {
        Verdict verdict = Rows.verifier("typed").verify(Rows.task("weather"), Completion.whole(""));
        assertThat(Outcome.of(verdict)).isEqualTo("wrong-format");
    }
}
