package dev.r3.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EscapedTextTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("plain, ümlaut, 𝔘", "plain, ümlaut, 𝔘"),
                Arguments.of(
                        "</script><b a='1' b=\"2\">&", "&lt;/script&gt;&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;"),
                Arguments.of("a\0b\u0007c", "a[U+0000]b[U+0007]c"),
                Arguments.of("two\nlines\tand", "two\nlines\tand"),
                Arguments.of("\u202eevil\u202c\u200b", "[U+202E]evil[U+202C][U+200B]"),
                Arguments.of("half \ud800 and \udc00", "half [U+D800] and [U+DC00]"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void noTextBecomesMarkupOrIsUnseen(String text, String markup) {
        assertThat(Html.text(text).markup()).isEqualTo(markup);
    }

    @Test
    void attributesAreEscapedToo() {
        assertThat(Element.of("option", "<a>").with("value", "\"><script>").markup())
                .isEqualTo("<option value=\"&quot;&gt;&lt;script&gt;\">&lt;a&gt;</option>");
        assertThat(Element.of("input").with("type", "search").markup()).isEqualTo("<input type=\"search\">");
    }
}
