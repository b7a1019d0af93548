package dev.r3.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoding of the fixtures equals what the tokenizers library of Python gives. */
class EncodingParityTest {

    static Stream<Arguments> encodings() {
        return Fixture.all()
                .flatMap(fixture -> StreamSupport.stream(
                                fixture.reference().at("/tokenizer/encodings").spliterator(), false)
                        .map(expected ->
                                arguments(fixture, expected.path("text").textValue(), expected)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encodings")
    void encodesAsPythonDoes(Fixture fixture, String text, JsonNode expected) {
        Tokenizer tokenizer = fixture.chat().tokenizer();

        Encoding plain = tokenizer.encode(text);

        assertThat(plain.ids()).isEqualTo(ints(expected.path("ids_no_special")));
        assertThat(plain.tokens().stream().map(TextToken::piece).toList()).isEqualTo(texts(expected.path("tokens")));
        assertThat(offsets(plain)).isEqualTo(pairs(expected.path("offsets_codepoints")));
        assertThat(tokenizer.encodeWithSpecialTokens(text).ids()).isEqualTo(ints(expected.path("ids")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encodings")
    void decodesAsPythonDoes(Fixture fixture, String text, JsonNode expected) {
        Tokenizer tokenizer = fixture.chat().tokenizer();
        int[] ids = ints(expected.path("ids"));

        assertThat(tokenizer.decode(ids))
                .isEqualTo(expected.path("decode_keep_special").textValue());
        assertThat(tokenizer.decodeWithoutSpecialTokens(ids))
                .isEqualTo(expected.path("decode_skip_special").textValue());
    }

    @ParameterizedTest
    @MethodSource("dev.r3.model.tokenizer.Fixture#all")
    void knowsTheVocabularyAndTheSpecialTokens(Fixture fixture) {
        JsonNode expected = fixture.reference().path("tokenizer");
        Tokenizer tokenizer = fixture.chat().tokenizer();
        SpecialTokens special = tokenizer.specialTokens();

        assertThat(tokenizer.vocabularySize())
                .isEqualTo(expected.path("vocab_size_with_added").intValue());
        assertThat(special.beginning()).isEqualTo(special(expected, "bos_token"));
        assertThat(special.end()).isEqualTo(special(expected, "eos_token"));
        assertThat(special.padding()).isEqualTo(special(expected, "pad_token"));
        assertThat(special.unknown()).isEqualTo(special(expected, "unk_token"));
    }

    private static Optional<SpecialToken> special(JsonNode tokenizer, String name) {
        JsonNode text = tokenizer.path("special").path(name);
        return text.isNull()
                ? Optional.empty()
                : Optional.of(new SpecialToken(
                        text.textValue(),
                        tokenizer.path("special_ids").path(name + "_id").intValue()));
    }

    private static List<List<Integer>> offsets(Encoding encoding) {
        return encoding.tokens().stream()
                .map(token -> List.of(token.start(), token.end()))
                .toList();
    }

    private static List<List<Integer>> pairs(JsonNode json) {
        List<List<Integer>> pairs = new ArrayList<>();
        json.forEach(
                pair -> pairs.add(List.of(pair.get(0).intValue(), pair.get(1).intValue())));
        return pairs;
    }

    private static List<String> texts(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    static int[] ints(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }
}
