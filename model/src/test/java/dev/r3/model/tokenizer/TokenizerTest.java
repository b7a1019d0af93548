package dev.r3.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    private final Tokenizer tokenizer = Fixture.of("qwen2-tied").chat().tokenizer();

    @ParameterizedTest
    @MethodSource("dev.r3.model.tokenizer.Fixture#all")
    void truncatesNothing(Fixture fixture) {
        String text = "wrong answer ".repeat(5000);

        Encoding encoding = fixture.chat().tokenizer().encode(text);

        assertThat(encoding.size()).isGreaterThan(5000);
        assertThat(encoding.tokens().get(encoding.size() - 1).end()).isEqualTo(text.length());
        assertThat(fixture.chat().tokenizer().decode(encoding.ids()).strip()).isEqualTo(text.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800", "ok \ud83d end", "\ud83d\ude00\ud83d"})
    void refusesALoneSurrogate(String text) {
        assertThatThrownBy(() -> tokenizer.encode(text))
                .isInstanceOf(InvalidTextException.class)
                .hasMessageStartingWith("the text has a lone surrogate U+D");
        assertThatThrownBy(() -> tokenizer.encodeWithSpecialTokens(text)).isInstanceOf(InvalidTextException.class);
    }

    @Test
    void tellsWhereTheLoneSurrogateIs() {
        assertThatThrownBy(() -> tokenizer.encode("😀a\udc00"))
                .isInstanceOfSatisfying(
                        InvalidTextException.class,
                        invalid -> assertThat(invalid.position()).isEqualTo(3));
    }

    @Test
    void tokensPutAroundATextCoverNothingOfIt() {
        Encoding encoding = Fixture.of("llama31").chat().tokenizer().encodeWithSpecialTokens("Hi");

        assertThat(encoding.tokens().get(0)).isEqualTo(new TextToken(520, "<|begin_of_text|>", 0, 0));
        assertThat(encoding.tokens().get(1).start()).isZero();
    }

    @Test
    void failsCleanlyOnceClosed() throws IOException {
        Tokenizer closed = Tokenizer.open(Fixture.of("mistral").folder());
        closed.close();

        assertThatThrownBy(() -> closed.encode("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.decode(new int[] {1})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void decodesNothingToNothing() {
        assertThat(tokenizer.encode("").ids()).isEmpty();
        assertThat(tokenizer.decode(new int[0])).isEmpty();
    }

    /** The model's vocabulary may be larger than the tokenizer's, and a model may answer with what is beyond. */
    @Test
    void decodesIdsBeyondTheVocabularyToNothing() {
        int[] ids = tokenizer.encode("ab").ids();
        int[] more = IntStream.concat(IntStream.of(ids), IntStream.of(600, 639, Integer.MAX_VALUE))
                .toArray();

        assertThat(tokenizer.decode(more)).isEqualTo("ab");
    }

    @Test
    void refusesNegativeIds() {
        assertThatThrownBy(() -> tokenizer.decode(new int[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the token id at 1 is negative: -1");
    }

    @Test
    void knowsTheIdsOfPieces() {
        assertThat(tokenizer.id("<tool_call>")).hasValue(515);
        assertThat(tokenizer.id("no such piece")).isEmpty();
    }

    @Test
    void servesSeveralThreads() {
        String text = "Reflect on what went wrong é😀. ".repeat(20);
        List<Integer> expected =
                IntStream.of(tokenizer.encode(text).ids()).boxed().toList();

        var distinct = IntStream.range(0, 200)
                .parallel()
                .mapToObj(
                        i -> IntStream.of(tokenizer.encode(text).ids()).boxed().toList())
                .collect(Collectors.toSet());

        assertThat(distinct).containsExactly(expected);
    }

    /** A byte-level tokenizer without normalisation gives any text back. */
    @Property(tries = 500)
    void decodesWhatItEncoded(@ForAll @StringLength(max = 60) String text) {
        Tokenizer byteLevel = Fixture.of("llama31").chat().tokenizer();
        String valid = withoutSurrogates(text);

        assertThat(byteLevel.decode(byteLevel.encode(valid).ids())).isEqualTo(valid);
    }

    /** Every code point is covered, and no token reaches beyond the text. */
    @Property(tries = 500)
    void coversTheText(@ForAll @StringLength(max = 60) String text) {
        Tokenizer byteLevel = Fixture.of("llama31").chat().tokenizer();
        String valid = withoutSurrogates(text);
        int length = valid.codePointCount(0, valid.length());
        int covered = 0;
        for (TextToken token : byteLevel.encode(valid).tokens()) {
            assertThat(token.start()).isLessThanOrEqualTo(covered);
            assertThat(token.end()).isLessThanOrEqualTo(length);
            covered = Math.max(covered, token.end());
        }
        assertThat(covered).isEqualTo(length);
    }

    private static String withoutSurrogates(String text) {
        return text.codePoints()
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
