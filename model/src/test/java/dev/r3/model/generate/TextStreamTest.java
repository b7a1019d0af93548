package dev.r3.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextStreamTest {
    private static final String[] WORDS = {
        " a",
        "naïve café",
        "答案是",
        "👩‍👩‍👧",
        "สวัสดีครับ",
        "\n\n",
        "   ",
        "def f(x):",
        "<|im_end|>",
        "</s>",
        "<|eot_id|>",
        "<|end|>",
        "."
    };

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void piecesAreWholeCharactersAndAddUp(String fixture) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Fixtures.folder(fixture))) {
            int pieces = 0;
            for (int seed = 0; seed < 50; seed++) {
                Random random = new Random(seed);
                StringBuilder words = new StringBuilder();
                for (int i = 0; i < 60; i++) {
                    words.append(WORDS[random.nextInt(WORDS.length)]);
                }
                int[] tokens = tokenizer.encode(words.toString()).ids();
                List<String> written = pieces(tokenizer, tokens);
                assertThat(String.join("", written))
                        .as("seed %d", seed)
                        .isEqualTo(tokenizer.decodeWithoutSpecialTokens(tokens));
                assertThat(written).noneMatch(piece -> piece.contains("\uFFFD"));
                pieces += written.size();
            }
            assertThat(pieces).isGreaterThan(50 * 60);
        }
    }

    /** Whatever a model writes: nothing is held back for long, and a token costs the same however many there are. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void anyTokensComeOutSoon(String fixture) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Fixtures.folder(fixture))) {
            Random random = new Random(1);
            int[] most = {0};
            TextStream stream = new TextStream(tokens -> {
                most[0] = Math.max(most[0], tokens.length);
                return tokenizer.decodeWithoutSpecialTokens(tokens);
            });
            int written = 0;
            for (int i = 0; i < 4000; i++) {
                written +=
                        stream.add(random.nextInt(tokenizer.vocabularySize())).length();
            }
            assertThat(written + stream.rest().length()).isGreaterThan(3000);
            assertThat(most[0]).as("tokens decoded at a time").isLessThan(64);
        }
    }

    private static List<String> pieces(Tokenizer tokenizer, int[] tokens) {
        TextStream stream = new TextStream(tokenizer::decodeWithoutSpecialTokens);
        List<String> pieces = new ArrayList<>();
        for (int token : tokens) {
            pieces.add(stream.add(token));
        }
        pieces.add(stream.rest());
        pieces.removeIf(String::isEmpty);
        return pieces;
    }
}
