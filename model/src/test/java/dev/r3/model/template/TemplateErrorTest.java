package dev.r3.model.template;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors name the line and what is wrong. */
class TemplateErrorTest {

    static Stream<Arguments> templates() {
        return Stream.of(
                arguments("a\n{% include 'x' %}", "template line 2: the tag 'include' is not supported"),
                arguments("a\n\n{{ x | nosuch }}", "template line 3: the filter 'nosuch' is not supported"),
                arguments("{{ x is nosuch }}", "template line 1: the test 'nosuch' is not supported"),
                arguments("{{ x.nosuch() }}", "template line 1: the method 'nosuch' is not supported"),
                arguments("\n{{ nosuch() }}", "template line 2: the function 'nosuch' is not supported"),
                arguments("{% if x %}\n\n", "template line 1: 'if' without its end"),
                arguments("{% for a in b %}\n{% endif %}", "template line 2: an unexpected tag 'endif'"),
                arguments("\n{{ 'a }}", "template line 2: a string without its end"),
                arguments("\n{{ a b }}", "template line 2: 'b' where '}}' is expected"),
                arguments("\n{# a\n", "template line 2: a comment without its end"),
                arguments("a\n{{ x\n + 'b' }}", "template line 3: 'x' is undefined"),
                arguments("\n{{ [1].a.b }}", "template line 2: 'a' of a list is undefined"),
                arguments("\n\n{{ 1 + 'a' }}", "template line 3: + does not work on integer and string"),
                arguments("{% macro f() %}\n{{ none + 1 }}{% endmacro %}\n\n{{ f() }}", "template line 2: +"),
                arguments("\n{{ raise_exception('sorry') }}", "template line 2: sorry"),
                arguments("\n{{ strftime_now('%d') }}", "template line 2: the template asks for the date"),
                arguments(
                        "{{ 1 | tojson(indent=none, what=1) }}", "template line 1: 'tojson' has no parameter 'what'"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void namesLineAndConstruct(String template, String message) {
        assertThatThrownBy(() -> ChatTemplate.of(template).render(Map.of(), Optional.empty()))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith(message);
    }
}
