package dev.r3.infra.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-17, -17",
        "4k, 4000",
        "4Ki, 4096",
        "12M, 12000000",
        "2Mi, 2097152",
        "-3G, -3000000000",
        "1Gi, 1073741824",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "9223372036854775k, 9223372036854775000"
    })
    void hasSuffixesAsKubernetesHasThem(String text, long value) {
        assertThat(WholeNumber.parse(text)).contains(value);
        assertThat(text).matches(WholeNumber.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "4 k", "4K", "4kk", "1.5k", "+4", "4m", "1e3", "~", "\u0664"})
    void takesNothingElse(String text) {
        assertThat(WholeNumber.parse(text)).isEmpty();
        assertThat(text).doesNotMatch(WholeNumber.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "9223372036854776k", "9007199254740992Gi"})
    void saysWhatIsTooLarge(String text) {
        assertThat(WholeNumber.parse(text)).isEmpty();
    }
}
