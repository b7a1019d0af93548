package dev.r3.model.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TemplatePropertyTest {

    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "{%-",
            "-%}",
            " ",
            "\n",
            "x",
            "d",
            "l",
            "t",
            "msgs",
            "loop",
            "ns",
            "'a'",
            "\"b\"",
            "1",
            "2.5",
            "none",
            "true",
            "+",
            "-",
            "*",
            "/",
            "//",
            "%",
            "~",
            "==",
            "<",
            "|",
            ".",
            ",",
            ":",
            "=",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "is",
            "not",
            "in",
            "and",
            "or",
            "if",
            "else",
            "elif",
            "endif",
            "for",
            "endfor",
            "set",
            "endset",
            "macro f(a)",
            "endmacro",
            "f(1)",
            "defined",
            "string",
            "tojson",
            "trim",
            "join",
            "list",
            "length",
            "map('upper')",
            "split('a')",
            "items()",
            "get('a')",
            "namespace()",
            "range(9)",
            "break",
            "é😀",
            "selectattr('role', 'eq', 'user')",
            "replace('', 'b')",
            "indent(3)",
            "[::-1]",
            "[1:]",
            "\\");

    @Provide
    Arbitrary<String> shuffledPieces() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(40).map(pieces -> String.join(" ", pieces));
    }

    @Property(tries = 20_000)
    void rendersOrRefusesAnyPieces(@ForAll("shuffledPieces") String source) {
        TemplateFuzzTest.render(source);
        TemplateFuzzTest.render("{{ " + source + " }}");
    }

    @Property(tries = 4000)
    void rendersOrRefusesChangedTemplates(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> templates = TemplateCases.chatTemplates();
        TemplateFuzzTest.render(changed(templates.get(random.nextInt(templates.size())), random));
    }

    /** A few pieces cut, doubled or put in. */
    private static String changed(String template, Random random) {
        List<String> parts = new ArrayList<>(List.of(template));
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            String text = String.join("", parts);
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(30));
            String middle = switch (random.nextInt(3)) {
                case 0 -> "";
                case 1 -> text.substring(from, to).repeat(2);
                default -> PIECES.get(random.nextInt(PIECES.size()));
            };
            parts = List.of(text.substring(0, from), middle, text.substring(to));
        }
        return String.join("", parts);
    }

    /** Text in variables is data: it comes out as it went in, whatever it looks like. */
    @Property
    void neverInterpretsVariables(@ForAll("shuffledPieces") String text) {
        String rendered = ChatTemplate.of("<{{ v }}>{% set c %}{{ v }}{% endset %}{{ c }}")
                .render(Map.of("v", TextNode.valueOf(text)), Optional.empty());

        assertThat(rendered).isEqualTo("<" + text + ">" + text);
    }

    @Property
    void keepsTextWithoutTags(@ForAll("plain") String text) {
        assertThat(ChatTemplate.of(text + ".").render(Map.of(), Optional.empty()))
                .isEqualTo(text + ".");
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings().excludeChars('{', '\r');
    }
}
