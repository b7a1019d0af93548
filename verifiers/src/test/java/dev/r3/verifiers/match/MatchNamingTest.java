package dev.r3.verifiers.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.AnswerNaming.Naming;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.question.QuestionTask;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchNamingTest {

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Paris        | it is paris, not London       | true
            Paris        | comparison                    | false
            New York     | new   york!                   | true
            art          | start                         | false
            art          | (Art)                         | true
            A            | I should take option A.       | true
            A            | I should take a closer look   | false
            A            | APPLE                         | false
            $5           | that is $5.                   | true
            $5           | that is US$5                  | true
            $5           | that is $51                   | false
            x            | ""                            | false
            """)
    void isTheWholeAnswer(String answer, String text, boolean named) {
        assertThat(naming(answer, text, Map.of())).isEqualTo(named ? Naming.NAMED : Naming.NOT_NAMED);
    }

    @Test
    void caseCountsWhereItDoesForAVerdict() {
        assertThat(naming("Paris", "it is paris", Map.of("normalise", "exact"))).isEqualTo(Naming.NOT_NAMED);
    }

    @Test
    void aLongAnswerCantBeTold() {
        assertThat(naming("a".repeat(1_001), "a".repeat(1_001), Map.of())).isEqualTo(Naming.UNKNOWN);
    }

    private static Naming naming(String answer, String text, Map<String, String> options) {
        return new MatchNaming()
                .naming(new QuestionTask("Where?", answer), text, Options.of(new MatchFamily().options(), options));
    }
}
