package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.AnswerNaming.Naming;
import dev.r3.verifiers.api.Options;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionCallingNamingTest {

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
            weather ¦ true  ¦ I should have called get_weather(city="Paris", days=5) instead.
            weather ¦ true  ¦ The call is {"name": "get_weather", "arguments": {"days": 5, "city": "Paris"}}.
            weather ¦ true  ¦ <tool_call>{"name": "get_weather", "arguments": {"days": 5, "city": "Paris"}}</tool_call>
            weather ¦ true  ¦ Not get_weather(city="Rome", days=5) but [get_weather(city="Paris", days=5)].
            weather ¦ true  ¦ get_weather({}) is wrong, get_weather(city="Paris", days=5, unit="celsius") is right
            weather ¦ false ¦ I should have called get_weather with Paris and 5.
            weather ¦ false ¦ get_weather(city="Paris", days=6)
            weather ¦ false ¦ forget_weather(city="Paris", days=5)
            weather ¦ false ¦ tools.get_weather(city="Paris", days=5)
            weather ¦ false ¦ {"city": "Paris", "days": 5}
            weather ¦ false ¦ get_weather(city="Paris", days=
            weather ¦ false ¦ §§
            money   ¦ true  ¦ use money.convert(amount=12.50, to='EUR')
            pair    ¦ false ¦ get_weather(city="Paris", days=5)
            pair    ¦ true  ¦ money.convert(amount=12.5, to="EUR") and get_weather(city="Paris", days=5)
            """)
    void isEachGoldCall(String task, boolean named, String text) {
        assertThat(naming(task, text)).isEqualTo(named ? Naming.NAMED : Naming.NOT_NAMED);
    }

    @Test
    void everyGoldAnswerNamesItself() {
        for (String task : Rows.taskNames()) {
            assertThat(naming(
                            task,
                            Rows.verifier("typed").goldAnswer(Rows.task(task)).orElseThrow()))
                    .as(task)
                    .isEqualTo(Naming.NAMED);
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void theWorkIsBounded() {
        for (String part : List.of("{", "{\"a\":", "f(", "f(a=[", "a.", "{}", "<tool_call>")) {
            assertThat(naming("weather", part.repeat(500_000 / part.length())))
                    .as(part)
                    .isIn(Naming.NOT_NAMED, Naming.UNKNOWN);
        }
    }

    private static Naming naming(String task, String text) {
        return new FunctionCallingNaming().naming(Rows.task(task), text, Options.of(Rows.FAMILY.options(), Map.of()));
    }
}
