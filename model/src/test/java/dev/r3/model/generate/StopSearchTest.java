package dev.r3.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Draw;
import dev.r3.model.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The search in the last tokens' text against one in the whole text at every token. */
class StopSearchTest {
    private static final int TRIES = 60;
    private static final int TOKENS = 400;

    /** Of every script, so that characters split over tokens; the fixtures' small vocabularies have many bytes. */
    private static final String[] WORDS = {
        "the ",
        "naïve café",
        " 答案是",
        "👩‍👩‍👧",
        "สวัสดีครับ",
        "\n\n",
        "  ",
        "def f(x):",
        "Здравствуй",
        "{\"a\": 1}",
        "é",
        "<end>",
        "."
    };

    static Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void findsWhatTheWholeTextHas(String fixture) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Fixtures.folder(fixture))) {
            int found = 0;
            int late = 0;
            for (int seed = 0; seed < TRIES; seed++) {
                Random random = new Random(seed);
                int[] tokens = tokens(tokenizer, random);
                StopRule rule = new StopRule(Set.of(), strings(tokenizer, tokens, random));
                OptionalInt[] ends = ends(tokenizer, tokens, rule);
                List<Draw> draws = new ArrayList<>();
                StopSearch search = new StopSearch(tokenizer::decodeWithoutSpecialTokens, rule);
                for (int i = 0; i < tokens.length; i++) {
                    draws.add(new Draw(tokens[i], 0, 0));
                    assertThat(search.end(draws))
                            .as("%s, seed %d, token %d, %s", fixture, seed, i, rule.strings())
                            .isEqualTo(ends[i]);
                    if (ends[i].isPresent()) {
                        found++;
                        late += i > 100 ? 1 : 0;
                        break;
                    }
                }
            }
            assertThat(found).as("searches that found something").isGreaterThan(TRIES / 3);
            assertThat(late).as("after the window moved").isGreaterThan(TRIES / 10);
        }
    }

    /** What is looked at grows with the completion, not with its square. */
    @ParameterizedTest
    @MethodSource("fixtures")
    void longCompletionsAreCheap(String fixture) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Fixtures.folder(fixture))) {
            int[] decoded = {0};
            TokenText counting = tokens -> {
                decoded[0] += tokens.length;
                return tokenizer.decodeWithoutSpecialTokens(tokens);
            };
            StopSearch search = new StopSearch(counting, new StopRule(Set.of(), List.of("\0never\0", "<end of it>")));
            int[] text = tokenizer.encode(String.join(" ", WORDS)).ids();
            List<Draw> draws = new ArrayList<>();
            for (int i = 0; i < 4096; i++) {
                draws.add(new Draw(text[i % text.length], 0, 0));
                assertThat(search.end(draws)).isEmpty();
            }
            assertThat(decoded[0]).as("tokens decoded for 4096").isLessThan(200 * 4096);
        }
    }

    private static OptionalInt[] ends(Tokenizer tokenizer, int[] tokens, StopRule rule) {
        return IntStream.rangeClosed(1, tokens.length)
                .mapToObj(count -> rule.end(tokenizer.decodeWithoutSpecialTokens(Arrays.copyOf(tokens, count))))
                .map(end -> end < 0 ? OptionalInt.empty() : OptionalInt.of(end))
                .toArray(OptionalInt[]::new);
    }

    /** Texts, single tokens of texts (so that characters break), any tokens, and special ones. */
    private static int[] tokens(Tokenizer tokenizer, Random random) {
        IntStream.Builder tokens = IntStream.builder();
        int wildness = random.nextInt(4);
        for (int count = 0; count < TOKENS; count++) {
            int[] word = tokenizer.encode(WORDS[random.nextInt(WORDS.length)]).ids();
            if (random.nextInt(4) >= wildness) {
                Arrays.stream(word).forEach(tokens);
            } else if (random.nextBoolean()) {
                tokens.add(word[random.nextInt(word.length)]);
            } else {
                tokens.add(random.nextInt(tokenizer.vocabularySize()));
            }
        }
        return tokens.build().limit(TOKENS).toArray();
    }

    /** Cut from the text, so that they occur, from anywhere; and one that seldom does. */
    private static List<String> strings(Tokenizer tokenizer, int[] tokens, Random random) {
        String text = tokenizer.decodeWithoutSpecialTokens(tokens);
        List<String> strings = new ArrayList<>(List.of("<never>" + random.nextInt()));
        for (int i = 0; i < random.nextInt(3); i++) {
            int start = random.nextInt(text.length() - 80);
            strings.add(text.substring(start, start + 6 + random.nextInt(60)));
        }
        return strings;
    }
}
