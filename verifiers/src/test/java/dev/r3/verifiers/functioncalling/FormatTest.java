package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import org.junit.jupiter.params.provider.CsvSource;

/** Every format: right, broken, nested, dotted, several calls, text around. All under the default policy. */
class FormatTest {

    private static void check(String task, String expected, String answer) {
        String text = answer.replace('⏎', '\n');
        Verdict verdict = Rows.verifier("typed").verify(Rows.task(task), Completion.whole(text));
        assertThat(Outcome.of(verdict)).as("%s: %s", text, verdict).isEqualTo(expected);
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        one call                    ¦ weather ¦ passed           ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        on lines of its own         ¦ weather ¦ passed           ¦ <tool_call>⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎</tool_call>
        text around                 ¦ weather ¦ passed           ¦ Let me look.⏎<tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>⏎Done {"a": 1} [f(a=1)]
        arguments in a string       ¦ weather ¦ passed           ¦ <tool_call>{"name": "get_weather", "arguments": "{\\"city\\": \\"Paris\\", \\"days\\": 5}"}</tool_call>
        parameters as key           ¦ weather ¦ passed           ¦ <tool_call>{"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}</tool_call>
        other keys                  ¦ weather ¦ passed           ¦ <tool_call>{"id": "call_1", "type": "function", "name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        no parameters               ¦ now     ¦ passed           ¦ <tool_call>{"name": "now", "arguments": {}}</tool_call>
        two tags                    ¦ pair    ¦ passed           ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call><tool_call>{"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}</tool_call>
        two tags, text between      ¦ pair    ¦ passed           ¦ First <tool_call>{"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}</tool_call> then <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        two calls in a tag          ¦ pair    ¦ passed           ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎{"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}</tool_call>
        a list in a tag             ¦ pair    ¦ passed           ¦ <tool_call>[{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}, {"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}]</tool_call>
        dotted name                 ¦ money   ¦ passed           ¦ <tool_call>{"name": "money.convert", "arguments": {"to": "EUR", "amount": 12.5}}</tool_call>
        nested values               ¦ record  ¦ passed           ¦ <tool_call>{"name": "store", "arguments": {"tags": ["x y", "z"], "record": {"b": {"c": [1, 2.5, null, true]}, "a": 1}}}</tool_call>
        unicode, escaped            ¦ unicode ¦ passed           ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "S\\u00e3o Paulo \\u6771\\u4eac \\ud83d\\ude00 \\"q\\" \\\\ \\n"}}</tool_call>
        unicode, plain              ¦ unicode ¦ passed           ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "São Paulo 東京 😀 \\"q\\" \\\\ \\n"}}</tool_call>
        end of turn                 ¦ weather ¦ passed           ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call><|im_end|>
        not closed                  ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}
        second one not closed       ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call><tool_call>
        never opened                ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        empty                       ¦ weather ¦ wrong-format     ¦ <tool_call></tool_call>
        not JSON                    ¦ weather ¦ wrong-format     ¦ <tool_call>get_weather(city="Paris", days=5)</tool_call>
        Python list in a tag        ¦ weather ¦ wrong-format     ¦ <tool_call>[get_weather(city="Paris", days=5)]</tool_call>
        single quotes               ¦ weather ¦ wrong-format     ¦ <tool_call>{'name': 'get_weather', 'arguments': {'city': 'Paris', 'days': 5}}</tool_call>
        trailing comma              ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5,}}</tool_call>
        one brace too few           ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}</tool_call>
        one brace too many          ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}}</tool_call>
        key given twice             ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Rome", "city": "Paris", "days": 5}}</tool_call>
        name given twice            ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "now", "name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        no name                     ¦ weather ¦ wrong-format     ¦ <tool_call>{"arguments": {"city": "Paris", "days": 5}}</tool_call>
        empty name                  ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        name is no text             ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": 1, "arguments": {"city": "Paris", "days": 5}}</tool_call>
        no arguments                ¦ now     ¦ wrong-format     ¦ <tool_call>{"name": "now"}</tool_call>
        arguments are null          ¦ now     ¦ wrong-format     ¦ <tool_call>{"name": "now", "arguments": null}</tool_call>
        arguments are a list        ¦ now     ¦ wrong-format     ¦ <tool_call>{"name": "now", "arguments": []}</tool_call>
        arguments are other text    ¦ now     ¦ wrong-format     ¦ <tool_call>{"name": "now", "arguments": "none"}</tool_call>
        arguments and parameters    ¦ now     ¦ wrong-format     ¦ <tool_call>{"name": "now", "arguments": {}, "parameters": {}}</tool_call>
        one good, one broken        ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call><tool_call>{oops}</tool_call>
        one call too many           ¦ weather ¦ wrong-call-count ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call><tool_call>{"name": "now", "arguments": {}}</tool_call>
        one call too few            ¦ pair    ¦ wrong-call-count ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        another tool                ¦ weather ¦ wrong-tool       ¦ <tool_call>{"name": "store", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        a tool not offered          ¦ weather ¦ wrong-tool       ¦ <tool_call>{"name": "getWeather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        another value               ¦ weather ¦ wrong-parameter  ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Rome", "days": 5}}</tool_call>
        tags win over all else      ¦ weather ¦ passed           ¦ ```json⏎{"name": "now", "arguments": {}}⏎```⏎<|python_tag|>now()<tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        """)
    void toolCallTags(String name, String task, String expected, String answer) {
        check(task, expected, answer);
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        Llama's keys                ¦ weather ¦ passed           ¦ {"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}
        Llama's keys with a type    ¦ weather ¦ passed           ¦ {"type": "function", "name": "get_weather", "parameters": {"city": "Paris", "days": 5}}
        Qwen's keys                 ¦ weather ¦ passed           ¦ {"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}
        space around                ¦ weather ¦ passed           ¦ ⏎ {"name": "get_weather", "arguments": {"city": "Paris", "days": 5}} ⏎
        end of turn                 ¦ weather ¦ passed           ¦ {"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}<|eot_id|>
        two on two lines            ¦ pair    ¦ passed           ¦ {"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}⏎{"name": "money.convert", "parameters": {"amount": 12.5, "to": "EUR"}}
        two with a semicolon        ¦ pair    ¦ passed           ¦ {"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}; {"name": "money.convert", "parameters": {"amount": 12.5, "to": "EUR"}}
        a list                      ¦ pair    ¦ passed           ¦ [{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}, {"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}]
        a list of one               ¦ weather ¦ passed           ¦ [{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}]
        tags inside a string        ¦ tagged  ¦ passed           ¦ {"name": "get_weather", "arguments": {"city": "<\\/think><think><tool_call>```</tool_call>"}}
        escaped slash               ¦ money   ¦ wrong-parameter  ¦ {"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR\\/"}}
        exponent                    ¦ money   ¦ passed           ¦ {"name": "money.convert", "arguments": {"amount": 1.25e1, "to": "EUR"}}
        comma between               ¦ pair    ¦ wrong-format     ¦ {"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}, {"name": "money.convert", "parameters": {"amount": 12.5, "to": "EUR"}}
        nothing behind a semicolon  ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "parameters": {"city": "Paris", "days": 5}};
        text before                 ¦ weather ¦ wrong-format     ¦ Sure: {"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}
        text behind                 ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "arguments": {"city": "Paris", "days": 5}} That is it.
        list in a list              ¦ weather ¦ wrong-format     ¦ [[{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}]]
        empty list                  ¦ weather ¦ wrong-format     ¦ []
        empty object                ¦ weather ¦ wrong-format     ¦ {}
        list of numbers             ¦ weather ¦ wrong-format     ¦ [1, 2]
        another object              ¦ weather ¦ wrong-format     ¦ {"city": "Paris", "days": 5}
        call under the tool's name  ¦ weather ¦ wrong-format     ¦ {"get_weather": {"city": "Paris", "days": 5}}
        OpenAI's envelope           ¦ weather ¦ wrong-format     ¦ {"type": "function", "function": {"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}}
        Python's True               ¦ id      ¦ wrong-format     ¦ {"name": "store", "arguments": {"record": {}, "id": 7, "public": True}}
        leading zero                ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "arguments": {"city": "Paris", "days": 05}}
        plus sign                   ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "arguments": {"city": "Paris", "days": +5}}
        no number                   ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "arguments": {"city": "Paris", "days": NaN}}
        line end in a string        ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "arguments": {"city": "Par⏎is", "days": 5}}
        unknown escape              ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "arguments": {"city": "P\\xaris", "days": 5}}
        bad hexadecimal             ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", "arguments": {"city": "P\\u00zzris", "days": 5}}
        a comment                   ¦ weather ¦ wrong-format     ¦ {"name": "get_weather", /* now */ "arguments": {"city": "Paris", "days": 5}}
        lone surrogate              ¦ weather ¦ wrong-parameter  ¦ {"name": "get_weather", "arguments": {"city": "\\ud800", "days": 5}}
        huge exponent               ¦ money   ¦ wrong-format     ¦ {"name": "money.convert", "arguments": {"amount": 1e999999999, "to": "EUR"}}
        huge negative exponent      ¦ money   ¦ wrong-format     ¦ {"name": "money.convert", "arguments": {"amount": 1e-999999999999999, "to": "EUR"}}
        """)
    void bareJson(String name, String task, String expected, String answer) {
        check(task, expected, answer);
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        JSON                        ¦ weather ¦ passed           ¦ <|python_tag|>{"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}
        JSON with a type            ¦ weather ¦ passed           ¦ <|python_tag|>{"type": "function", "name": "get_weather", "parameters": {"city": "Paris", "days": 5}}<|eom_id|>
        text before                 ¦ weather ¦ passed           ¦ Let me see. <|python_tag|>{"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}
        Python call                 ¦ weather ¦ passed           ¦ <|python_tag|>get_weather(city="Paris", days=5)<|eom_id|>
        dotted Python call          ¦ money   ¦ passed           ¦ <|python_tag|>money.convert(amount=12.5, to='EUR')
        bracketed Python list       ¦ pair    ¦ passed           ¦ <|python_tag|>[get_weather(city="Paris", days=5), money.convert(amount=12.5, to="EUR")]
        JSON list                   ¦ pair    ¦ passed           ¦ <|python_tag|>[{"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}, {"name": "money.convert", "parameters": {"amount": 12.5, "to": "EUR"}}]
        two JSON, semicolon         ¦ pair    ¦ passed           ¦ <|python_tag|>{"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}; {"name": "money.convert", "parameters": {"amount": 12.5, "to": "EUR"}}
        two JSON, two lines         ¦ pair    ¦ passed           ¦ <|python_tag|>{"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}⏎{"name": "money.convert", "parameters": {"amount": 12.5, "to": "EUR"}}
        two Python, semicolon       ¦ pair    ¦ passed           ¦ <|python_tag|>get_weather(city="Paris", days=5); money.convert(amount=12.5, to="EUR")
        two Python, two lines       ¦ pair    ¦ passed           ¦ <|python_tag|>get_weather(city="Paris", days=5)⏎money.convert(amount=12.5, to="EUR")
        two tags                    ¦ pair    ¦ passed           ¦ <|python_tag|>{"name": "get_weather", "parameters": {"city": "Paris", "days": 5}}<|python_tag|>{"name": "money.convert", "parameters": {"amount": 12.5, "to": "EUR"}}
        one of each                 ¦ pair    ¦ passed           ¦ <|python_tag|>get_weather(city="Paris", days=5); {"name": "money.convert", "parameters": {"amount": 12.5, "to": "EUR"}}
        no separator                ¦ pair    ¦ wrong-format     ¦ <|python_tag|>get_weather(city="Paris", days=5) money.convert(amount=12.5, to="EUR")
        positional argument         ¦ weather ¦ wrong-format     ¦ <|python_tag|>get_weather("Paris", days=5)
        assignment                  ¦ weather ¦ wrong-format     ¦ <|python_tag|>x = get_weather(city="Paris", days=5)
        printed                     ¦ weather ¦ wrong-format     ¦ <|python_tag|>print(get_weather(city="Paris", days=5))
        text behind                 ¦ weather ¦ wrong-format     ¦ <|python_tag|>get_weather(city="Paris", days=5)⏎This gives the weather.
        nothing                     ¦ weather ¦ wrong-format     ¦ <|python_tag|>
        other value                 ¦ weather ¦ wrong-parameter  ¦ <|python_tag|>get_weather(city="Paris", days=6)
        """)
    void pythonTag(String name, String task, String expected, String answer) {
        check(task, expected, answer);
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        json                        ¦ weather ¦ passed           ¦ ```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        JSON                        ¦ weather ¦ passed           ¦ ```JSON⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        no label                    ¦ weather ¦ passed           ¦ ```⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        tool_call                   ¦ weather ¦ passed           ¦ ```tool_call⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        python                      ¦ weather ¦ passed           ¦ ```python⏎[get_weather(city="Paris", days=5)]⏎```
        on one line                 ¦ weather ¦ passed           ¦ ```json {"name": "get_weather", "arguments": {"city": "Paris", "days": 5}} ```
        text around                 ¦ weather ¦ passed           ¦ Here is the call:⏎```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```⏎It gives five days.
        a list                      ¦ pair    ¦ passed           ¦ ```json⏎[{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}},⏎ {"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}]⏎```
        two fences                  ¦ pair    ¦ passed           ¦ ```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```⏎and⏎```json⏎{"name": "money.convert", "arguments": {"amount": 12.5, "to": "EUR"}}⏎```
        a fence in another language ¦ weather ¦ passed           ¦ ```bash⏎curl {}⏎```⏎```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        tags inside a fence         ¦ weather ¦ passed           ¦ ```xml⏎<tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>⏎```
        only another language       ¦ weather ¦ wrong-format     ¦ ```bash⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        bare Python call            ¦ weather ¦ wrong-format     ¦ ```python⏎get_weather(city="Paris", days=5)⏎```
        not closed                  ¦ weather ¦ wrong-format     ¦ ```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}
        a comment in it             ¦ weather ¦ wrong-format     ¦ ```json⏎// the call⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        text in it                  ¦ weather ¦ wrong-format     ¦ ```⏎call get_weather⏎```
        one good, one with a result ¦ weather ¦ wrong-format     ¦ ```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```⏎```json⏎{"temperature": 20}⏎```
        empty                       ¦ weather ¦ wrong-format     ¦ ```json⏎```
        one call too many           ¦ weather ¦ wrong-call-count ¦ ```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```⏎```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        another tool                ¦ weather ¦ wrong-tool       ¦ ```json⏎{"name": "now", "arguments": {}}⏎```
        """)
    void fences(String name, String task, String expected, String answer) {
        check(task, expected, answer);
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        one call                    ¦ weather ¦ passed           ¦ [get_weather(city="Paris", days=5)]
        single quotes               ¦ weather ¦ passed           ¦ [get_weather(city='Paris', days=5)]
        spaces and lines            ¦ weather ¦ passed           ¦ [⏎  get_weather ( city = "Paris" ,⏎  days = 5 , ) ,⏎]
        no parameters               ¦ now     ¦ passed           ¦ [now()]
        two calls, dotted           ¦ pair    ¦ passed           ¦ [get_weather(city="Paris", days=5), money.convert(amount=12.5, to="EUR")]
        nested values               ¦ record  ¦ passed           ¦ [store(record={"a": 1, 'b': {"c": [1, 2.5, None, True]}}, tags=["x y", "z"])]
        tuple for a list            ¦ record  ¦ passed           ¦ [store(record={"a": 1, 'b': {"c": (1, 2.5, None, True,)}}, tags=("x y", "z"))]
        value in parentheses        ¦ weather ¦ passed           ¦ [get_weather(city=("Paris"), days=(5))]
        unicode and escapes         ¦ unicode ¦ passed           ¦ [get_weather(city='S\\xe3o Paulo \\u6771京 \\U0001F600 "q" \\\\ \\n')]
        octal escape                ¦ weather ¦ passed           ¦ [get_weather(city="P\\141ris", days=5)]
        joined lines                ¦ weather ¦ passed           ¦ [get_weather(city="Pa\\⏎ris", days=5)]
        plus sign                   ¦ weather ¦ passed           ¦ [get_weather(city="Paris", days=+5)]
        float without a fraction    ¦ whole-money ¦ passed       ¦ [money.convert(amount=12., to="EUR")]
        exponent                    ¦ money   ¦ passed           ¦ [money.convert(amount=.125e2, to="EUR")]
        negative number             ¦ weather ¦ wrong-parameter  ¦ [get_weather(city="Paris", days=-5)]
        True                        ¦ id      ¦ passed           ¦ [store(record={}, id=7, public=True)]
        true                        ¦ id      ¦ wrong-format     ¦ [store(record={}, id=7, public=true)]
        Truely                      ¦ id      ¦ wrong-format     ¦ [store(record={}, id=7, public=Truely)]
        unknown escape stays        ¦ weather ¦ wrong-parameter  ¦ [get_weather(city="P\\qaris", days=5)]
        no brackets                 ¦ weather ¦ wrong-format     ¦ get_weather(city="Paris", days=5)
        positional argument         ¦ weather ¦ wrong-format     ¦ [get_weather("Paris", days=5)]
        positional behind keyword   ¦ weather ¦ wrong-format     ¦ [get_weather(city="Paris", 5)]
        keyword given twice         ¦ weather ¦ wrong-format     ¦ [get_weather(city="Rome", city="Paris", days=5)]
        unpacked dictionary         ¦ weather ¦ wrong-format     ¦ [get_weather(**{"city": "Paris", "days": 5})]
        a name as value             ¦ weather ¦ wrong-format     ¦ [get_weather(city=paris, days=5)]
        a call as value             ¦ weather ¦ wrong-format     ¦ [get_weather(city=str("Paris"), days=5)]
        arithmetic                  ¦ weather ¦ wrong-format     ¦ [get_weather(city="Paris", days=2+3)]
        doubled sign                ¦ weather ¦ wrong-format     ¦ [get_weather(city="Paris", days=--5)]
        formatted string            ¦ weather ¦ wrong-format     ¦ [get_weather(city=f"Paris", days=5)]
        text in three quotes        ¦ weather ¦ wrong-format     ¦ [get_weather(city=\"""Paris\""", days=5)]
        line end in a string        ¦ weather ¦ wrong-format     ¦ [get_weather(city="Par⏎is", days=5)]
        named character             ¦ weather ¦ wrong-format     ¦ [get_weather(city="\\N{BULLET}", days=5)]
        leading zero                ¦ weather ¦ wrong-format     ¦ [get_weather(city="Paris", days=05)]
        key is no string            ¦ record  ¦ wrong-format     ¦ [store(record={1: 2})]
        key given twice             ¦ record  ¦ wrong-format     ¦ [store(record={"a": 1, "a": 1})]
        not closed                  ¦ weather ¦ wrong-format     ¦ [get_weather(city="Paris", days=5)
        call not closed             ¦ weather ¦ wrong-format     ¦ [get_weather(city="Paris", days=5]
        text behind                 ¦ weather ¦ wrong-format     ¦ [get_weather(city="Paris", days=5)] is it
        no comma                    ¦ pair    ¦ wrong-format     ¦ [get_weather(city="Paris", days=5) money.convert(amount=12.5, to="EUR")]
        name ends in a dot          ¦ money   ¦ wrong-format     ¦ [money.(amount=12.5, to="EUR")]
        subscript                   ¦ weather ¦ wrong-format     ¦ [get_weather(city="Paris", days=5)[0]]
        control character in a name ¦ now     ¦ wrong-format     ¦ [no\0w()]
        only a name                 ¦ now     ¦ wrong-format     ¦ [now]
        a tool not offered          ¦ weather ¦ wrong-tool       ¦ [os.system(command="ls")]
        huge number                 ¦ money   ¦ wrong-format     ¦ [money.convert(amount=1e999999999, to="EUR")]
        """)
    void pythonList(String name, String task, String expected, String answer) {
        check(task, expected, answer);
    }

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        thought before              ¦ weather ¦ passed           ¦ <think>Is it {"name": "now"}?</think>⏎<tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        thought before bare JSON    ¦ weather ¦ passed           ¦ <think>Easy.</think>⏎⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}
        opened in the prompt        ¦ weather ¦ passed           ¦ Easy.</think>⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}
        a call in the thought       ¦ weather ¦ passed           ¦ <think><tool_call>{"name": "now", "arguments": {}}</tool_call></think><tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        two thoughts                ¦ weather ¦ passed           ¦ <think>a</think><tool_call>{"name": "now", "arguments": {}}</tool_call><think>no</think>[get_weather(city="Paris", days=5)]
        call only in the thought    ¦ weather ¦ wrong-format     ¦ <think><tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call></think>
        thought never closed        ¦ weather ¦ wrong-format     ¦ <think>So <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        thought opens again         ¦ weather ¦ wrong-format     ¦ <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call><think>or not
        nothing                     ¦ weather ¦ wrong-format     ¦ ⏎
        prose                       ¦ weather ¦ wrong-format     ¦ I can't help with the weather in Paris.
        only end of turn            ¦ weather ¦ wrong-format     ¦ <|im_end|><|endoftext|>
        backticks                   ¦ weather ¦ wrong-format     ¦ `{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}`
        python tag before a fence   ¦ weather ¦ passed           ¦ ```json⏎{"name": "now", "arguments": {}}⏎```<|python_tag|>get_weather(city="Paris", days=5)
        brackets before a tag       ¦ weather ¦ passed           ¦ [Note] <tool_call>{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}</tool_call>
        brackets before a fence     ¦ weather ¦ passed           ¦ {x} ```json⏎{"name": "get_weather", "arguments": {"city": "Paris", "days": 5}}⏎```
        """)
    void precedenceAndThoughts(String name, String task, String expected, String answer) {
        check(task, expected, answer);
    }
}
