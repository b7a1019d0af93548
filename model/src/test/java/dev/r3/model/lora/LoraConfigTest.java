package dev.r3.model.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LoraConfigTest {
    private static final List<String> PROJECTIONS = List.of("q_proj", "k_proj", "v_proj", "o_proj");

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(List.of(), 4, 8.0, "lora has no targets"),
                arguments(List.of("q_proj", "q_proj"), 4, 8.0, "lora has a target twice: [q_proj, q_proj]"),
                arguments(
                        List.of("all-linear", "q_proj"),
                        4,
                        8.0,
                        "lora has targets beside all-linear: [all-linear, q_proj]"),
                arguments(List.of("q_proj"), 0, 8.0, "lora rank is not positive: 0"),
                arguments(List.of("q_proj"), 4, 0.0, "lora alpha is not a positive number: 0.0"),
                arguments(List.of("q_proj"), 4, Double.NaN, "lora alpha is not a positive number: NaN"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refuses(List<String> targets, int rank, double alpha, String message) {
        assertThatThrownBy(() -> new LoraConfig(targets, rank, alpha)).hasMessage(message);
    }

    @Test
    void spellsItsTargetsOutInTheModelsOrder() {
        assertThat(new LoraConfig(List.of("v_proj", "q_proj"), 4, 6).resolved(PROJECTIONS))
                .isEqualTo(new LoraConfig(List.of("q_proj", "v_proj"), 4, 6));
        assertThat(new LoraConfig(List.of("all-linear"), 4, 6).resolved(PROJECTIONS))
                .isEqualTo(new LoraConfig(PROJECTIONS, 4, 6));
        assertThatThrownBy(() -> new LoraConfig(List.of("qproj"), 4, 6).resolved(PROJECTIONS))
                .hasMessage("lora target qproj is none of the model's: q_proj, k_proj, v_proj, o_proj");
    }

    @Test
    void countsAlphaByRank() {
        assertThat(new LoraConfig(List.of("q_proj"), 4, 6).scale()).isEqualTo(1.5);
    }
}
