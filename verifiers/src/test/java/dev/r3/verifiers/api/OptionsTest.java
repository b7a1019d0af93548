package dev.r3.verifiers.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    private enum Policy {
        EXACT,
        NEARLY_EXACT
    }

    private static final List<Option> DECLARED = List.of(
            new Option("policy", "exact", "how"),
            new Option("count", "3", "how many"),
            new Option("all", "true", "or not"));

    @Test
    void fillsInDefaultsAndSortsNames() {
        Options options = Options.of(DECLARED, Map.of("count", "5"));
        assertThat(options.values()).hasToString("{all=true, count=5, policy=exact}");
        assertThat(options.integer("count", 1, 9)).isEqualTo(5);
        assertThat(options.flag("all")).isTrue();
        assertThat(options.choice("policy", Policy.class)).isEqualTo(Policy.EXACT);
        assertThat(options).isEqualTo(Options.of(DECLARED, Map.of("count", "5", "all", "true")));
    }

    @Test
    void writesChoicesWithDashes() {
        Options options = Options.of(DECLARED, Map.of("policy", "nearly-exact"));
        assertThat(options.choice("policy", Policy.class)).isEqualTo(Policy.NEARLY_EXACT);
    }

    @Test
    void refusesUnknownNames() {
        assertThatThrownBy(() -> Options.of(DECLARED, Map.of("cuont", "5")))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("unknown option 'cuont'; known: all, count, policy");
        assertThatThrownBy(() -> Options.of(List.of(), Map.of("count", "5")))
                .hasMessage("unknown option 'count'; known: none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "10", "five", "5.0", " 5", "99999999999999999999", "٥"})
    void refusesNumbersOutOfRange(String count) {
        Options options = Options.of(DECLARED, Map.of("count", count));
        assertThatThrownBy(() -> options.integer("count", 1, 9))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("option 'count' is '%s'; expected: a whole number from 1 to 9", count);
    }

    @Test
    void refusesOtherFlagsAndChoices() {
        Options options = Options.of(DECLARED, Map.of("all", "yes", "policy", "EXACT"));
        assertThatThrownBy(() -> options.flag("all")).hasMessage("option 'all' is 'yes'; expected: true or false");
        assertThatThrownBy(() -> options.choice("policy", Policy.class))
                .hasMessage("option 'policy' is 'EXACT'; expected: exact, nearly-exact");
        assertThatThrownBy(() -> options.text("other")).isInstanceOf(IllegalArgumentException.class);
    }
}
