package dev.r3.model.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import dev.r3.model.supervised.Corpus;
import dev.r3.model.supervised.DocumentEncoder;
import dev.r3.model.supervised.TrainingDocument;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.train.GateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainingTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {2, 5, 9})
    void stoppedAndResumedGivesTheSameBytes(long stoppedAt) throws Exception {
        run("undisturbed", new Stopping(-1));
        assertThatThrownBy(() -> run("disturbed", new Stopping(stoppedAt))).hasMessage("stopped");
        PretrainResult resumed = run("disturbed", new Stopping(-1));
        for (String file : List.of("model.safetensors", "config.json", "tokenizer.json", "tokenizer_config.json")) {
            assertThat(folder.resolve("disturbed/model").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("undisturbed/model").resolve(file));
        }
        assertThat(course("disturbed")).isEqualTo(course("undisturbed")).hasSize(6);
        assertThat(resumed.updates()).isEqualTo(9);
    }

    @Test
    void theResultIsACheckpointThatReadsItsCorpus() throws Exception {
        PretrainResult result = run("run", new Stopping(-1));
        try (Checkpoint model = Checkpoint.open(folder.resolve("run/model"));
                ChatTokenizer chat = ChatTokenizer.open(folder.resolve("run/model"));
                Corpus corpus = Corpus.open(folder.resolve("run/corpus.jsonl"))) {
            assertThat(model.summary().parameters()).isEqualTo(result.parameters());
            assertThat(model.config().vocabularySize())
                    .isEqualTo(chat.tokenizer().vocabularySize());
            assertThat(corpus.digest()).isEqualTo(result.corpusDigest());
            for (int i = 0; i < corpus.records(); i++) {
                TrainingDocument document = corpus.document(i, new DocumentEncoder(chat));
                String text = chat.tokenizer().decode(document.tokens());
                assertThat(text)
                        .startsWith("<|im_start|>user\nUsing the numbers [")
                        .endsWith("</answer><|im_end|>\n");
                assertThat(learnt(chat, document))
                        .matches("(<answer> [^<]* </answer><\\|im_end\\|>|[^<]*<\\|im_end\\|>)+");
            }
        }
    }

    @Test
    void anotherPlansWorkIsLeftAlone() throws Exception {
        run("run", new Stopping(-1));
        Pretraining other = new Pretraining(Plans.tiny("other"), Set.of(), folder.resolve("run"), new Stopping(-1));
        assertThatThrownBy(() -> other.run(Map.of()))
                .isInstanceOf(ForeignWorkException.class)
                .hasMessageContaining("an unfinished run of another spec");
    }

    private static String learnt(ChatTokenizer chat, TrainingDocument document) {
        int[] all = document.tokens();
        int[] learnt = java.util.stream.IntStream.range(0, all.length)
                .filter(document::carriesLoss)
                .map(i -> all[i])
                .toArray();
        return chat.tokenizer().decode(learnt);
    }

    /** The learning curve without the seconds. */
    private List<String> course(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name).resolve("model/learning-curve.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    private PretrainResult run(String name, PretrainListener listener) throws IOException, GateException {
        return new Pretraining(Plans.tiny("plan"), Set.of(), folder.resolve(name), listener).run(Map.of());
    }

    /** Throws after an update. */
    private record Stopping(long update) implements PretrainListener {
        @Override
        public void begins(PretrainPart part) {}

        @Override
        public void updated(long made, long updates, SortedMap<String, Double> metrics) {
            if (made == update) {
                throw new IllegalStateException("stopped");
            }
        }

        @Override
        public void damaged(Damage damage) {
            throw new IllegalStateException(damage.toString());
        }

        @Override
        public void environmentDiffers(Path snapshot, List<EnvironmentDifference> differences) {
            throw new IllegalStateException(differences.toString());
        }

        @Override
        public void removedLeftover(Path leftover) {}

        @Override
        public void notRemoved(Path notRemoved, IOException reason) {}
    }
}
