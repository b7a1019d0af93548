package dev.r3.model.supervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchStreamTest {

    private static final int RECORDS = 97;
    private static final DocumentEncoder ENCODER = new DocumentEncoder(ChatFixture.of("qwen2-tied"));

    @TempDir
    private Path directory = Path.of("");

    private Path file = directory;

    @BeforeEach
    void writeCorpus() throws IOException {
        Random random = new Random(5);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            String words = "w" + i + " word".repeat(random.nextInt(12));
            lines.append(
                    switch (i % 4) {
                        case 0 -> "{\"text\": \"%s\"}".formatted(words);
                        case 1 -> "{\"prompt\": \"%s\", \"completion\": \" yes\"}".formatted(words);
                        case 2 -> chat(words, true);
                        default -> chat(words, false);
                    });
            lines.append('\n');
        }
        file = Files.writeString(directory.resolve("corpus.jsonl"), lines);
    }

    private static String chat(String words, boolean train) {
        return ("{\"messages\": [{\"role\": \"user\", \"content\": \"%s\"},"
                        + " {\"role\": \"assistant\", \"content\": \"a\", \"train\": %s}]}")
                .formatted(words, train);
    }

    private static BatchPlan plan(Packing packing, int window) {
        return new BatchPlan(60, 250, window, packing, 512, 42);
    }

    /** All that a batch says. */
    private static String print(SupervisedBatch batch) {
        return String.join(
                " ",
                batch.rows() + "x" + batch.columns(),
                Arrays.toString(batch.tokens()),
                Arrays.toString(batch.documents()),
                Arrays.toString(batch.positions()),
                Arrays.toString(batch.judgedPlaces()));
    }

    private static List<String> take(BatchStream stream, int count) throws IOException {
        List<String> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(print(stream.next()));
        }
        return batches;
    }

    @ParameterizedTest
    @EnumSource
    void goesOnFromAnyCursorAsIfItHadNeverStopped(Packing packing) throws IOException {
        int count = 120;
        try (Corpus corpus = Corpus.open(file)) {
            BatchPlan plan = plan(packing, 16);
            BatchStream uninterrupted = new BatchStream(corpus, ENCODER, plan, BatchCursor.START);
            List<String> whole = take(uninterrupted, count);
            assertThat(uninterrupted.cursor().epoch()).isGreaterThan(2);
            Random random = new Random(11);
            for (int round = 0; round < 5; round++) {
                List<String> pieces = new ArrayList<>();
                BatchCursor cursor = BatchCursor.START;
                while (pieces.size() < count) {
                    BatchStream stream = new BatchStream(corpus, ENCODER, plan, cursor);
                    pieces.addAll(take(stream, Math.min(count - pieces.size(), random.nextInt(25))));
                    cursor = BatchCursor.of(stream.cursor().counts());
                }
                assertThat(pieces).isEqualTo(whole);
            }
        }
    }

    @Test
    void takesEveryRecordOnceInAnEpochOrCountsIt() throws IOException {
        try (Corpus corpus = Corpus.open(file)) {
            BatchStream stream = new BatchStream(corpus, ENCODER, plan(Packing.FIRST_FIT, 10), BatchCursor.START);
            long tokens = 0;
            List<String> firsts = new ArrayList<>();
            while (stream.cursor().epoch() == 0) {
                SupervisedBatch batch = stream.next();
                tokens += batch.tokenCount();
                long documents = Arrays.stream(batch.positions())
                        .filter(position -> position == 0)
                        .count();
                assertThat(documents).isPositive();
                firsts.add(print(batch));
            }

            DocumentCounts counts = stream.counts();
            assertThat(counts.documents()).isEqualTo(RECORDS);
            assertThat(counts.withoutLoss()).isGreaterThanOrEqualTo(RECORDS / 4);
            assertThat(counts.cutDocuments()).isPositive();
            assertThat(tokens).isEqualTo(counts.tokens() - counts.cutTokens() - counts.tokensWithoutLoss());
            assertThat(take(stream, firsts.size())).isNotEqualTo(firsts);
        }
    }

    @Test
    void dependsOnTheSeed() throws IOException {
        try (Corpus corpus = Corpus.open(file)) {
            BatchPlan one = plan(Packing.FIRST_FIT, 16);
            BatchPlan other = new BatchPlan(60, 250, 16, Packing.FIRST_FIT, 512, 43);

            assertThat(take(new BatchStream(corpus, ENCODER, one, BatchCursor.START), 10))
                    .isNotEqualTo(take(new BatchStream(corpus, ENCODER, other, BatchCursor.START), 10));
        }
    }

    @Test
    void stopsAtABrokenLine() throws IOException {
        Files.writeString(file, Files.readString(file) + "{broken\n");
        try (Corpus corpus = Corpus.open(file)) {
            BatchStream stream = new BatchStream(corpus, ENCODER, plan(Packing.FIRST_FIT, 1000), BatchCursor.START);

            assertThatThrownBy(stream::next)
                    .isInstanceOf(InvalidCorpusException.class)
                    .hasMessageContaining("line " + (RECORDS + 1) + ": malformed JSON");
        }
    }

    @Test
    void failsWhenNothingCarriesLoss() throws IOException {
        Files.writeString(file, (chat("x", false) + "\n").repeat(50));
        try (Corpus corpus = Corpus.open(file)) {
            BatchStream stream = new BatchStream(corpus, ENCODER, plan(Packing.FIRST_FIT, 10), BatchCursor.START);

            assertThatThrownBy(stream::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no record of the corpus carries loss");
        }
    }

    @Test
    void refusesACursorOfAnotherCorpus() throws IOException {
        try (Corpus corpus = Corpus.open(file)) {
            BatchPlan plan = plan(Packing.FIRST_FIT, 50);
            for (BatchCursor cursor : List.of(new BatchCursor(0, 2, 0), new BatchCursor(0, 0, 10_000))) {
                assertThatThrownBy(() -> new BatchStream(corpus, ENCODER, plan, cursor).next())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("another corpus or plan");
            }
        }
        assertThatThrownBy(() -> BatchCursor.of(Map.of("epoch", 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a cursor without 'window'");
    }
}
