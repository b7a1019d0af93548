package dev.r3.verifiers.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.AnswerNaming.Naming;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.question.QuestionTask;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericNamingTest {

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            5              | I should have got 5.              | true
            5              | I should have got 15, not 51      | false
            5              | it is 5.0, of course              | true
            5              | it is 5.1                         | false
            5              | it is 5km or 5%                   | true
            5              | see A5                            | false
            5              | minus five is -5                  | false
            -5             | minus five is -5                  | true
            -5             | it cost -$5                       | true
            5              | 7-5 is 2                          | true
            1234           | $1,234.00 in all                  | true
            1234           | 1,2,3,4                           | false
            1 + 1 #### 2   | #### 2                            | true
            1 + 1 #### 2   | one and 1                         | false
            5              | ""                                | false
            """)
    void isANumberOfThatValue(String answer, String text, boolean named) {
        Naming naming = new NumericNaming()
                .naming(
                        new QuestionTask("How many?", answer),
                        text,
                        Options.of(new NumericFamily().options(), Map.of()));
        assertThat(naming).isEqualTo(named ? Naming.NAMED : Naming.NOT_NAMED);
    }
}
