package dev.r3.model.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates that would run, grow or nest without end come to one, in an error. */
class TemplateLimitsTest {

    private static final String LOOPS = "{% for a in r %}{% for b in r %}{% for c in r %}{% for d in r %}";
    private static final String ENDS = "{% endfor %}".repeat(4);
    private static final String NAMESPACE = "{% set r = range(90) %}{% set ns = namespace(v='ab', l=[1]) %}";

    static Stream<Arguments> endless() {
        return Stream.of(
                arguments("loops in loops", NAMESPACE + LOOPS + ENDS),
                arguments("a text that doubles", NAMESPACE + LOOPS + "{% set ns.v = ns.v ~ ns.v %}" + ENDS),
                arguments("a list that doubles", NAMESPACE + LOOPS + "{% set ns.l = ns.l + ns.l %}" + ENDS),
                arguments("a list in a list in a list", NAMESPACE + LOOPS + "{% set ns.l = [ns.l] %}" + ENDS),
                arguments(
                        "comparing lists that share their items",
                        NAMESPACE + "{% set a = [1] %}{% set ns.a = [1] %}{% set ns.b = [1] %}"
                                + "{% for i in range(60) %}{% set ns.a = [ns.a, ns.a] %}{% set ns.b = [ns.b, ns.b] %}"
                                + "{% endfor %}{{ ns.a == ns.b }}"),
                arguments(
                        "printing a list that shares its items",
                        NAMESPACE + "{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}"),
                arguments(
                        "JSON of a list that shares its items",
                        NAMESPACE + "{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}"
                                + "{{ ns.l | tojson(indent=9) }}"),
                arguments("a macro that calls itself", "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"),
                arguments(
                        "macros that call each other",
                        "{% macro f() %}{{ g() }}{% endmacro %}" + "{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}"),
                arguments(
                        "a macro that calls itself twice",
                        "{% macro f(n) %}{% if n %}{{ f(n - 1) ~ f(n - 1) }}" + "{% endif %}{% endmacro %}{{ f(50) }}"),
                arguments("a repeated text", "{{ 'ab' * 10000000000 }}"),
                arguments("a long indent", "{{ [1] | tojson(indent=2000000000) }}"),
                arguments(
                        "a replacement that multiplies",
                        NAMESPACE + LOOPS + "{% set ns.v = ns.v | replace('', ns.v) %}" + ENDS),
                arguments(
                        "a separator that multiplies", NAMESPACE + LOOPS + "{% set ns.v = ns.v | join(ns.v) %}" + ENDS),
                arguments(
                        "a number that squares",
                        "{% set ns = namespace(n=3) %}{% for i in range(99) %}"
                                + "{% set ns.n = ns.n * ns.n %}{% endfor %}{{ ns.n }}"),
                arguments("a long range", "{% for i in range(1000000000) %}{% endfor %}"),
                arguments(
                        "going through a long text again and again",
                        "{% set t = 'a' * 10000000 %}"
                                + "{% for i in range(100000) %}{{ t[0] }}{{ 'b' in t }}{% endfor %}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void endsInAnError(String name, String template) {
        ChatTemplate read = ChatTemplate.of(template);

        assertThatThrownBy(() -> read.render(Map.of(), Optional.empty())).isInstanceOf(TemplateException.class);
    }

    static Stream<Arguments> nested() {
        int much = 5000;
        return Stream.of(
                arguments("brackets", "{{ " + "(".repeat(much) + "1" + ")".repeat(much) + " }}"),
                arguments("lists", "{{ " + "[".repeat(much) + "]".repeat(much) + " }}"),
                arguments("mappings", "{{ " + "{'a':".repeat(much) + "1" + "}".repeat(much) + " }}"),
                arguments("not", "{{ " + "not ".repeat(much) + "1 }}"),
                arguments("signs", "{{ " + "- ".repeat(much) + "1 }}"),
                arguments("sums", "{{ 1" + " + 1".repeat(much) + " }}"),
                arguments("conjunctions", "{{ 1" + " and 1".repeat(much) + " }}"),
                arguments("conditions", "{{ 1" + " if 1 else 1".repeat(much) + " }}"),
                arguments("attributes", "{{ a" + ".a".repeat(much) + " }}"),
                arguments("items", "{{ a" + "[a".repeat(much) + "]".repeat(much) + " }}"),
                arguments("calls", "{{ " + "range(".repeat(much) + ")".repeat(much) + " }}"),
                arguments("filters", "{{ 1" + " | string".repeat(much) + " }}"),
                arguments("tests", "{{ 1" + " is eq (1".repeat(much) + ")".repeat(much) + " }}"),
                arguments("loops", "{% for a in b %}".repeat(much) + "{% endfor %}".repeat(much)),
                arguments("conditions as statements", "{% if a %}".repeat(much) + "{% endif %}".repeat(much)),
                arguments("targets", "{% set " + "(".repeat(much) + "a" + ")".repeat(much) + " = 1 %}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nested")
    void refusesToReadWhatNestsTooDeeply(String name, String template) {
        assertThatThrownBy(() -> ChatTemplate.of(template)).isInstanceOf(TemplateSyntaxException.class);
    }

    @Test
    void refusesALongTemplate() {
        assertThatThrownBy(() -> ChatTemplate.of(" ".repeat(TemplateLimits.DEFAULT.sourceLength() + 1)))
                .isInstanceOf(TemplateLimitException.class);
    }

    @Test
    void refusesVariablesThatNestTooDeeply() {
        ArrayNode deepest = JsonNodeFactory.instance.arrayNode();
        JsonNode value = deepest;
        for (int i = 0; i < 100_000; i++) {
            value = JsonNodeFactory.instance.arrayNode().add(value);
        }
        JsonNode nested = value;

        assertThatThrownBy(() -> ChatTemplate.of("a").render(Map.of("v", nested), Optional.empty()))
                .isInstanceOf(TemplateRenderException.class);
    }

    @Test
    void leavesRoomForALongConversation() {
        String source = "{% for m in messages %}{{ '<' + m.role + '>' + m.content | trim + '</' ~ m.role ~ '>' }}"
                + "{% if '</think>' in m.content %}{{ m.content.split('</think>')[-1] }}{% endif %}{% endfor %}";
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 1000; i++) {
            messages.addObject().put("role", "user").set("content", TextNode.valueOf("x".repeat(1000)));
        }

        String rendered = ChatTemplate.of(source).render(Map.of("messages", messages), Optional.empty());

        assertThat(rendered).hasSize(1000 * (1000 + "<user></user>".length()));
    }
}
