package dev.r3.model.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhiloxTest {

    /** The known answers that Random123 publishes for philox4x32 with ten rounds. */
    @ParameterizedTest
    @CsvSource({
        "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
        "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
        "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
    })
    void answersAsPublished(String counter, String key, String expected) {
        assertThat(Philox.words(words(counter), words(key))).isEqualTo(words(expected));
    }

    @Test
    void uniformNumbersAreSpreadEvenly() {
        RandomStream stream = new SampleKey(7, "answers", "task-1", 3).stream();
        double[] numbers = IntStream.range(0, 100_000)
                .mapToDouble(position -> stream.uniform(position))
                .sorted()
                .toArray();
        assertThat(numbers[0]).isGreaterThanOrEqualTo(0);
        assertThat(numbers[numbers.length - 1]).isLessThan(1);
        // Each tenth of them lies where a tenth of [0, 1) ends, within four standard deviations.
        for (int tenth = 1; tenth < 10; tenth++) {
            assertThat(numbers[tenth * numbers.length / 10]).isCloseTo(tenth / 10.0, within(0.007));
        }
    }

    @Test
    void everyPartOfTheKeyMatters() {
        SampleKey key = new SampleKey(7, "answers", "task-1", 3);
        assertThat(first(key)).isEqualTo(first(new SampleKey(7, "answers", "task-1", 3)));
        assertThat(first(key))
                .isNotEqualTo(first(new SampleKey(8, "answers", "task-1", 3)))
                .isNotEqualTo(first(new SampleKey(7, "answer", "stask-1", 3)))
                .isNotEqualTo(first(new SampleKey(7, "answers", "task-2", 3)))
                .isNotEqualTo(first(new SampleKey(7, "answers", "task-1", 4)))
                .isNotEqualTo(key.stream().uniform(1));
    }

    @Test
    void wholeNumbersStayBelowTheirBoundAndAreSpreadEvenly() {
        RandomStream stream = new SampleKey(7, "choice", "task-1", 0).stream();
        int[] counts = new int[7];
        for (int position = 0; position < 70_000; position++) {
            counts[stream.below(counts.length, position)]++;
        }
        // Four standard deviations.
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isCloseTo(10_000, within(370)));
        assertThat(IntStream.range(0, 100).map(position -> stream.below(Integer.MAX_VALUE, position)))
                .allMatch(number -> number >= 0);
        assertThat(stream.below(1, 5)).isZero();
        assertThatThrownBy(() -> stream.below(0, 5)).hasMessage("bound is not positive: 0");
    }

    private static float first(SampleKey key) {
        return key.stream().uniform(0);
    }

    private static int[] words(String hex) {
        return Arrays.stream(hex.trim().split(" "))
                .mapToInt(HexFormat::fromHexDigits)
                .toArray();
    }
}
