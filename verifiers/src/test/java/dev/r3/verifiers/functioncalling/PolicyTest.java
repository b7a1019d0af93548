package dev.r3.verifiers.functioncalling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import org.junit.jupiter.params.provider.CsvSource;

/** What each policy says of the same calls, written as bracketed Python lists. */
class PolicyTest {

    @AnswerTable
    @CsvSource(delimiter = '¦', quoteCharacter = '§', textBlock = """
        # name                     ¦ task        ¦ exact           ¦ typed           ¦ bfcl            ¦ answer
        the same                   ¦ weather     ¦ passed          ¦ passed          ¦ passed          ¦ [get_weather(city="Paris", days=5)]
        other order of parameters  ¦ weather     ¦ passed          ¦ passed          ¦ passed          ¦ [get_weather(days=5, city="Paris")]
        other case                 ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ passed          ¦ [get_weather(city="paris", days=5)]
        other punctuation          ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ passed          ¦ [get_weather(city="Par-is.", days=5)]
        another word               ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city="Paris, France", days=5)]
        string for a number        ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city="Paris", days="5")]
        number for a string        ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city=1, days=5)]
        null for a string          ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city=None, days=5)]
        truth for a number         ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city="Paris", days=True)]
        float for an integer       ¦ weather     ¦ passed          ¦ passed          ¦ wrong-parameter ¦ [get_weather(city="Paris", days=5.0)]
        integer for a float        ¦ whole-money ¦ passed          ¦ passed          ¦ passed          ¦ [money.convert(amount=12, to="EUR")]
        float for gold integer     ¦ whole-money ¦ passed          ¦ passed          ¦ passed          ¦ [money.convert(amount=12.0, to="EUR")]
        more digits                ¦ money       ¦ passed          ¦ passed          ¦ passed          ¦ [money.convert(amount=12.500, to="EUR")]
        nearly the number          ¦ money       ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [money.convert(amount=12.500001, to="EUR")]
        parameter missing          ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city="Paris")]
        required one missing       ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(days=5)]
        unknown parameter          ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city="Paris", days=5, country="France")]
        default given as well      ¦ weather     ¦ wrong-parameter ¦ passed          ¦ passed          ¦ [get_weather(city="Paris", days=5, unit="celsius")]
        default, other case        ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ passed          ¦ [get_weather(city="Paris", days=5, unit="Celsius")]
        no default given           ¦ weather     ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city="Paris", days=5, unit="kelvin")]
        default left out           ¦ default     ¦ wrong-parameter ¦ passed          ¦ passed          ¦ [get_weather(city="Paris")]
        default as a string        ¦ money       ¦ wrong-parameter ¦ passed          ¦ passed          ¦ [money.convert(amount=12.5, to="EUR", fee=0.5)]
        default word for word      ¦ money       ¦ wrong-parameter ¦ passed          ¦ passed          ¦ [money.convert(amount=12.5, to="EUR", fee="0.5")]
        another than the default   ¦ money       ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [money.convert(amount=12.5, to="EUR", fee=0)]
        null without a default     ¦ money       ¦ wrong-parameter ¦ passed          ¦ passed          ¦ [money.convert(amount=12.5, to="EUR", note=None)]
        empty without a default    ¦ money       ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [money.convert(amount=12.5, to="EUR", note="")]
        False by default           ¦ now         ¦ passed          ¦ passed          ¦ passed          ¦ [now()]
        keys in another order      ¦ record      ¦ passed          ¦ passed          ¦ passed          ¦ [store(tags=["x y", "z"], record={"b": {"c": [1, 2.5, None, True]}, "a": 1})]
        list in another order      ¦ record      ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [store(tags=["z", "x y"], record={"a": 1, "b": {"c": [1, 2.5, None, True]}})]
        list item in another case  ¦ record      ¦ wrong-parameter ¦ wrong-parameter ¦ passed          ¦ [store(tags=["X.Y", "z"], record={"a": 1, "b": {"c": [1, 2.5, None, True]}})]
        list too short             ¦ record      ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [store(tags=["x y"], record={"a": 1, "b": {"c": [1, 2.5, None, True]}})]
        key missing                ¦ record      ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [store(tags=["x y", "z"], record={"b": {"c": [1, 2.5, None, True]}})]
        key too many               ¦ record      ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [store(tags=["x y", "z"], record={"a": 1, "b": {"c": [1, 2.5, None, True]}, "d": 1})]
        number deep down by value  ¦ record      ¦ passed          ¦ passed          ¦ passed          ¦ [store(tags=["x y", "z"], record={"a": 1.0, "b": {"c": [1, 2.50, None, True]}})]
        integer in a float list    ¦ sizes       ¦ passed          ¦ passed          ¦ passed          ¦ [store(record={}, sizes=[1, 2.5])]
        string in a float list     ¦ sizes       ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [store(record={}, sizes=[1, "2.5"])]
        set in another order       ¦ groups      ¦ wrong-parameter ¦ passed          ¦ wrong-parameter ¦ [store(record={}, groups=["b", "a"])]
        set with a repetition      ¦ groups      ¦ wrong-parameter ¦ passed          ¦ wrong-parameter ¦ [store(record={}, groups=["b", "a", "b"])]
        set with another member    ¦ groups      ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [store(record={}, groups=["b", "c"])]
        union's other type         ¦ id          ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [store(record={}, id="7", public=True)]
        one for true               ¦ id          ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [store(record={}, id=7, public=1)]
        default as Python's False  ¦ groups      ¦ wrong-parameter ¦ passed          ¦ passed          ¦ [store(record={}, groups=["a", "b"], public=False)]
        calls in another order     ¦ pair        ¦ passed          ¦ passed          ¦ passed          ¦ [money.convert(amount=12.5, to="EUR"), get_weather(city="Paris", days=5)]
        twins in another order     ¦ twins       ¦ passed          ¦ passed          ¦ passed          ¦ [get_weather(city="Rome"), get_weather(city="Paris")]
        the one match that works   ¦ fees        ¦ wrong-parameter ¦ passed          ¦ passed          ¦ [money.convert(amount=12.5, to="EUR"), money.convert(amount=12.5, to="EUR", fee="0.5")]
        one twin twice             ¦ twins       ¦ wrong-parameter ¦ wrong-parameter ¦ wrong-parameter ¦ [get_weather(city="Rome"), get_weather(city="Rome")]
        tools swapped for twins    ¦ twins       ¦ wrong-tool      ¦ wrong-tool      ¦ wrong-tool      ¦ [get_weather(city="Paris"), now()]
        one call too many          ¦ twins       ¦ wrong-call-count ¦ wrong-call-count ¦ wrong-call-count ¦ [get_weather(city="Paris"), get_weather(city="Rome"), now()]
        count before tool          ¦ weather     ¦ wrong-call-count ¦ wrong-call-count ¦ wrong-call-count ¦ [now(), now()]
        tool before parameter      ¦ pair        ¦ wrong-tool      ¦ wrong-tool      ¦ wrong-tool      ¦ [get_weather(city="Rome"), now()]
        tool's name, other case    ¦ weather     ¦ wrong-tool      ¦ wrong-tool      ¦ wrong-tool      ¦ [Get_Weather(city="Paris", days=5)]
        format before count        ¦ weather     ¦ wrong-format    ¦ wrong-format    ¦ wrong-format    ¦ [now(), now(]
        """)
    void policies(String name, String task, String exact, String typed, String bfcl, String answer) {
        FunctionCallingTask row = Rows.task(task);
        assertThat(List.of("exact", "typed", "bfcl"))
                .map(policy -> {
                    Verdict verdict = Rows.verifier(policy).verify(row, Completion.whole(answer));
                    return Outcome.of(verdict);
                })
                .containsExactly(exact, typed, bfcl);
    }
}
