package dev.r3.verifiers.countdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.verifiers.api.AnswerNaming.Naming;
import dev.r3.verifiers.api.Options;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountdownNamingTest {

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @CsvSource(delimiter = '|', textBlock = """
            # text                                                   | numbers   | target | named
            first 12 + 3 = 15 then 15 - 4 = 11 then 11 + 2 = 13      | 2 3 4 12  | 13     | true
            12 + 3 = 15, 15 - 4 = 11, 11 + 2 = 13.                   | 2 3 4 12  | 13     | true
            first 8 * 6 = 48 no first 7 * 8 = 56 then 56 + 6 = 62 then 62 + 2 = 64 | 2 6 7 8 | 64 | true
            first 7 * 8 = 56 then 56 + 6 = 58 then 58 + 2 = 64       | 2 6 7 8   | 64     | true
            first 7 * 8 = 56 then 56 - 6 = 62 then 62 + 2 = 64       | 2 6 7 8   | 64     | false
            first 7 * 8 = 56 then 56 + 6 = 62                        | 2 6 7 8   | 64     | false
            first 7 * 8 = 56 then 60 + 2 = 62 then 62 + 2 = 64       | 2 6 7 8   | 64     | false
            I wrote 8 * 7 + 6 - 2, it should be 7 * 8 + 6 + 2.       | 2 6 7 8   | 64     | true
            I wrote 8 * 7 + 6 - 2 (which is 60).                     | 2 6 7 8   | 64     | false
            the answer (7 * 8 + (6 + 2) = 64) is right               | 2 6 7 8   | 64     | true
            1) 7 × 8 + 6 + 2                                         | 2 6 7 8   | 64     | true
            - 7 * 8 = 56 + 6 = 62 + 2                                | 2 6 7 8   | 64     | true
            - 7 * 8 = 57 + 6 = 62 + 2                                | 2 6 7 8   | 64     | false
            <answer>(6 + 2) + 7 * 8</answer>                         | 2 6 7 8   | 64     | true
            use 32 * 2                                               | 2 6 7 8   | 64     | false
            use 8 * 8                                                | 2 6 7 8   | 64     | false
            the result is 64, so hit 64 with 2 6 7 8                 | 2 6 7 8   | 64     | false
            6 + 2 = 8 then 8 * 8 = 64                                | 2 6 8     | 64     | true
            6 / 4 = 1.5                                              | 4 6       | 1      | false
            1 / 3 * 6 is it                                          | 1 3 6     | 2      | true
            1 / 0 + 5                                                | 0 1 5     | 5      | false
            level4 + 5.5 * 2                                         | 4 5       | 9      | false
            2 - 9 = 7, -7 + 8                                        | 2 8 9     | 1      | false
            (-2) + 9 + -1                                            | 1 2 9     | 6      | true
            """)
    void isACalculationThatGivesTheTarget(String text, String numbers, long target, boolean named) {
        assertThat(naming(text, numbers, target, Map.of())).isEqualTo(named ? Naming.NAMED : Naming.NOT_NAMED);
    }

    @Test
    void someNumbersAreEnoughWhereAnAnswerMayLeaveSomeOut() {
        assertThat(naming("7 * 8 + 8", "2 6 7 8 8", 64, Map.of())).isEqualTo(Naming.NOT_NAMED);
        assertThat(naming("7 * 8 + 8", "2 6 7 8 8", 64, Map.of("all-numbers-required", "false")))
                .isEqualTo(Naming.NAMED);
        assertThat(naming("7 * 8 + 8", "2 6 7 8", 64, Map.of("all-numbers-required", "false")))
                .as("8 is given once")
                .isEqualTo(Naming.NOT_NAMED);
    }

    @Test
    void resultsHoldFromLineToLine() {
        assertThat(naming("7 * 8 = 56\n56 + 6 = 62\n62 + 2\n= 64", "2 6 7 8", 64, Map.of()))
                .isEqualTo(Naming.NAMED);
        assertThat(naming("7 * 8 + 6\n+ 2", "2 6 7 8", 64, Map.of()))
                .as("a calculation ends with its line")
                .isEqualTo(Naming.NOT_NAMED);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void theWorkIsBounded() {
        String numbers = "1 " + "1 ".repeat(30) + "2";
        assertThat(naming("1 + 1 = 1 ".repeat(6_000), numbers, 7, Map.of())).isIn(Naming.NOT_NAMED, Naming.UNKNOWN);
        assertThat(naming("1 + 2 = 1 * 2 = 2 - 1 = 1 ".repeat(2_000), numbers, 77, Map.of()))
                .isIn(Naming.NOT_NAMED, Naming.UNKNOWN);
        for (String part : List.of("(", ")", "-", "=", "1(", "(1", "1+(", "+1", "9", "1 ", "(1)-")) {
            assertThat(naming(part.repeat(65_000 / part.length()), numbers, 77, Map.of()))
                    .as(part)
                    .isIn(Naming.NOT_NAMED, Naming.UNKNOWN);
        }
        assertThat(naming("x".repeat(70_000), numbers, 7, Map.of())).isEqualTo(Naming.UNKNOWN);
    }

    private static Naming naming(String text, String numbers, long target, Map<String, String> options) {
        CountdownTask task = new CountdownTask(
                target, Arrays.stream(numbers.split(" ")).map(Long::valueOf).toList(), Optional.empty());
        return new CountdownNaming().naming(task, text, Options.of(new CountdownFamily().options(), options));
    }
}
