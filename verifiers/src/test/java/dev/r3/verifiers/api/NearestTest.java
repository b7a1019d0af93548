package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "nums, numbers",
        "Target, target",
        "targte, target",
        "number, numbers",
        "zzz,",
        "'',",
    })
    void findsWhatWasMeant(String wanted, String expected) {
        assertThat(Nearest.to(wanted, List.of("target", "numbers", "answer")).orElse(null))
                .isEqualTo(expected);
    }
}
