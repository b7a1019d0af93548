package dev.r3.model.supervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.verifiers.api.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

    private static final DocumentEncoder ENCODER = new DocumentEncoder(ChatFixture.of("qwen2-tied"));

    @TempDir
    private Path directory = Path.of("");

    private Corpus corpus(byte[] content) throws IOException {
        return Corpus.open(Files.write(directory.resolve("corpus.jsonl"), content));
    }

    private Corpus corpus(String content) throws IOException {
        return corpus(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Corpus corpus, int number) throws IOException {
        int[] tokens = corpus.document(number, ENCODER).tokens();
        return ChatFixture.of("qwen2-tied").tokenizer().decodeWithoutSpecialTokens(tokens);
    }

    @Test
    void readsRecordsInAnyOrder() throws IOException {
        String content = "\n{\"text\": \"one\"}\r\n \t\n{\"text\": \"two é\"}\n\n{\"text\": \"three\"}";
        try (Corpus corpus = corpus(content)) {
            assertThat(corpus.records()).isEqualTo(3);
            assertThat(text(corpus, 2)).isEqualTo("three");
            assertThat(text(corpus, 0)).isEqualTo("one");
            assertThat(text(corpus, 1)).isEqualTo("two é");
            assertThat(corpus.digest()).isEqualTo(CanonicalJson.sha256(content));
        }
    }

    @Test
    void namesTheLineAndWhatIsWrongWithIt() throws IOException {
        try (Corpus corpus = corpus("{\"text\": \"one\"}\n\n{\"text\": 2}\n{\"text\": \"x\\ud800\"}\n")) {
            assertThat(text(corpus, 0)).isEqualTo("one");
            assertThatThrownBy(() -> text(corpus, 1))
                    .isInstanceOfSatisfying(
                            InvalidCorpusException.class,
                            invalid -> assertThat(invalid.line()).isEqualTo(3))
                    .hasMessageEndingWith("corpus.jsonl, line 3: 'text' is no string");
            assertThatThrownBy(() -> text(corpus, 2)).hasMessageContaining("line 4: the text has a lone surrogate");
        }
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        try (Corpus corpus = corpus(new byte[] {'"', (byte) 0xff, '"', '\n'})) {
            assertThatThrownBy(() -> text(corpus, 0))
                    .isInstanceOf(InvalidCorpusException.class)
                    .hasMessageEndingWith("line 1: no valid UTF-8");
        }
    }

    @Test
    void refusesALineWithoutEnd() throws IOException {
        try (Corpus corpus = corpus(("x".repeat(17 << 20) + "\n{\"text\": \"a\"}"))) {
            assertThat(text(corpus, 1)).isEqualTo("a");
            assertThatThrownBy(() -> text(corpus, 0))
                    .isInstanceOf(InvalidCorpusException.class)
                    .hasMessageContaining("longer than 16777216 bytes");
        }
    }

    @Test
    void readsLinesOfAllLengthsAcrossItsBuffers() throws IOException {
        Random random = new Random(3);
        List<Integer> lengths = random.ints(300, 0, 40_000).boxed().toList();
        StringBuilder content = new StringBuilder();
        lengths.forEach(length -> content.append("{\"text\": \"")
                .append(" ".repeat(length))
                .append("\", \"id\": ")
                .append(length)
                .append("}\n"));
        try (Corpus corpus = corpus(content.toString())) {
            assertThat(corpus.records()).isEqualTo(lengths.size());
            for (int i = 0; i < lengths.size(); i += 29) {
                assertThat(text(corpus, i)).hasSize(lengths.get(i));
            }
        }
    }

    @Test
    void hasNothingInAnEmptyFile() throws IOException {
        try (Corpus corpus = corpus("\n \n")) {
            assertThat(corpus.records()).isZero();
            BatchPlan plan = new BatchPlan(8, 16, 4, Packing.FIRST_FIT, 0, 1);
            assertThatThrownBy(() -> new BatchStream(corpus, ENCODER, plan, BatchCursor.START))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the corpus is empty");
        }
    }
}
