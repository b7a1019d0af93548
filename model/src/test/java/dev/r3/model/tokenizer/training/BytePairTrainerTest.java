package dev.r3.model.tokenizer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.TextToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytePairTrainerTest {
    private static final List<String> MARKUP = List.of("<answer>", "</answer>");
    private static final String TEXT = "Using the numbers [5, 12, 3], create an equation that equals 27.";

    @TempDir
    Path folder;

    @Test
    void everyNumberIsOneTokenWhereverItStands() throws IOException {
        try (ChatTokenizer chat = open(vocabulary(800))) {
            for (int number = 0; number <= 199; number++) {
                int id = chat.tokenizer().id(Integer.toString(number)).orElseThrow();
                for (String around :
                        List.of("%d", "[%d]", "= %d then", "first %d", "(%d + x)", "<answer> %d </answer>")) {
                    assertThat(chat.tokenizer().encode(around.formatted(number)).ids())
                            .as(around.formatted(number))
                            .contains(id);
                }
            }
        }
    }

    @Test
    void frequentWordsBecomeOneTokenAndTagsAlwaysAre() throws IOException {
        try (ChatTokenizer chat = open(vocabulary(800))) {
            assertThat(pieces(chat, "<answer> 5 * 12 </answer>"))
                    .startsWith("<answer>", "Ġ", "5")
                    .endsWith("12", "Ġ", "</answer>");
            assertThat(pieces(chat, TEXT)).contains("Using", "Ġnumbers", "Ġ[", ",", "],", "Ġequals", "27", ".");
        }
    }

    @Test
    void anyTextSurvives() throws IOException {
        try (ChatTokenizer chat = open(vocabulary(500))) {
            for (String text :
                    List.of("", " ", "\n\n x\t", "0012345 6", "naïve — 漢字 🙂", "it's  (12)*7", "<|im_end|>x")) {
                assertThat(chat.tokenizer().decode(chat.tokenizer().encode(text).ids()))
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void equalTextsGiveEqualVocabulariesInAnyOrder() {
        BytePairTrainer one = new BytePairTrainer(new TokenizerPlan(480, 99, MARKUP));
        BytePairTrainer other = new BytePairTrainer(new TokenizerPlan(480, 99, MARKUP));
        List<String> texts = List.of("ab cd ab cd", "xy zw xy zw");
        texts.forEach(one::add);
        IntStream.of(1, 0).mapToObj(texts::get).forEach(other::add);
        assertThat(one.train().merges()).isEqualTo(other.train().merges());
        // Equally frequent pairs: the first in order comes first.
        assertThat(one.train().merges().get(0)).isEqualTo(new Merge("a", "b"));
    }

    @Test
    void nothingLeftToMergeEndsTheTraining() {
        BytePairTrainer trainer = new BytePairTrainer(new TokenizerPlan(5000, 9, List.of()));
        trainer.add("abc abc");
        assertThat(trainer.train().merges()).containsExactly(new Merge("a", "b"), new Merge("ab", "c"));
    }

    @Test
    void aVocabularyHasRoomForBytesNumbersAndMarkup() {
        assertThatThrownBy(() -> new TokenizerPlan(300, 199, MARKUP))
                .hasMessage("a vocabulary of 300 tokens; bytes, numbers to 199 and markup alone are 451");
        assertThatThrownBy(() -> new TokenizerPlan(3000, 1000, MARKUP))
                .hasMessage("numbers up to 1000 as single tokens; expected 0 to 999");
    }

    private static List<String> pieces(ChatTokenizer chat, String text) {
        return chat.tokenizer().encode(text).tokens().stream()
                .map(TextToken::piece)
                .toList();
    }

    private static TrainedVocabulary vocabulary(int size) {
        BytePairTrainer trainer = new BytePairTrainer(new TokenizerPlan(size, 199, MARKUP));
        for (int i = 0; i < 3; i++) {
            trainer.add(TEXT);
        }
        return trainer.train();
    }

    private ChatTokenizer open(TrainedVocabulary vocabulary) throws IOException {
        new TokenizerFiles(vocabulary).write(folder, 512);
        return ChatTokenizer.open(folder);
    }
}
