package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptsTest {

    private static final Map<String, String> VARIABLES = Map.of("numbers", "[3, {target}]", "target", "24", "a-b", "c");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "make {target} | make 24 | [target]",
                "{target}{target} | 2424 | [target]",
                "use {numbers}. | use [3, {target}]. | [numbers]",
                "{a-b} | c | [a-b]",
                "{{target}} | {24} | [target]",
                "{{a {target} | {{a 24 | [target]",
                "{target | {target | []",
                "{} {} { } | {} {} { } | []",
                "{Target} {target1} {-a} {\"a\": 1} | {Target} {target1} {-a} {\"a\": 1} | []",
                "no variable | no variable | []",
                "'' | '' | []",
                "{ | { | []",
            })
    void rendersVariables(String template, String text, String names) {
        assertThat(Prompts.render(template, VARIABLES)).isEqualTo(text);
        assertThat(Prompts.variables(template)).hasToString(names);
    }

    @Test
    void phrasesAreWhatStandsAroundVariables() {
        assertThat(Prompts.phrases("Use {numbers} for {target}. Now {x!}"))
                .containsExactly("Use ", " for ", ". Now {x!}");
        assertThat(Prompts.phrases("{target}{a-b}")).isEmpty();
        assertThat(Prompts.phrases("no variable")).containsExactly("no variable");
    }

    @Test
    void refusesUnknownVariables() {
        assertThatThrownBy(() -> Prompts.render("make {goal}", VARIABLES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt names an unknown variable {goal}; known: a-b, numbers, target");
    }

    @Property(tries = 2_000)
    void leavesTextWithoutVariablesAlone(@ForAll String text) {
        if (Prompts.variables(text).isEmpty()) {
            assertThat(Prompts.render(text, VARIABLES)).isEqualTo(text);
        }
    }
}
