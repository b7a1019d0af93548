package dev.r3.verifiers.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.verifiers.api.InvalidOptionException;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTagsTest {

    private static final AnswerTags TAGS = new AnswerTags("<a>", "</a>");

    /** The definition, word for word, from the front. */
    private static Optional<String> lastBlockByDefinition(String text) {
        Optional<String> last = Optional.empty();
        int open = -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("<a>", i)) {
                open = i + 3;
            } else if (text.startsWith("</a>", i) && open >= 0) {
                last = Optional.of(text.substring(open, i));
                open = -1;
            }
        }
        return last;
    }

    @Property(tries = 10_000)
    void findsTheBlockOfTheDefinition(@ForAll("texts") String text) {
        assertThat(TAGS.lastBlock(text).map(span -> span.of(text))).isEqualTo(lastBlockByDefinition(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("<a>", "</a>", "<", "/", "a>", "</", "x", "<a", "\n")
                .list()
                .ofMaxSize(14)
                .map(parts -> String.join("", parts));
    }

    @ParameterizedTest
    @CsvSource({"'',</a>", "<a>,' '", "<a>,<a>", "<a>,<a><b>", "a<a>,<a>", "<a>,<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>"})
    void refusesTagsThatCanNotBeToldApart(String open, String close) {
        assertThatThrownBy(() -> new AnswerTags(open, close))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("-tag'");
    }
}
