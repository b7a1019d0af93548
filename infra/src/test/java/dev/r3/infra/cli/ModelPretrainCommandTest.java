package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.activities.dataset.TaskFile;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.verifiers.countdown.CountdownFamily;
import dev.r3.verifiers.countdown.CountdownTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPretrainCommandTest {
    private static final String SPEC = """
            name: tiny
            seed: 3
            corpus:
              documents: 40
              held-out:
                some: held-out.parquet
            tokenizer:
              vocabulary: 600
            model:
              hidden: 16
              layers: 1
              heads: 2
              feed-forward: 24
            training:
              updates: 6
              batch-tokens: 1600
              learning-rate: 1e-2
              snapshot-every: 2
              curve-every: 2
            """;

    @TempDir
    Path folder;

    @Test
    void makesAModelOnceAndForAll() throws IOException {
        Path spec = spec(SPEC);
        CommandRun first = pretrain(spec);
        assertThat(first.err()).contains("training: 6 of 6 updates, loss ");
        assertThat(first.code()).isZero();
        JsonNode record = new ObjectMapper().readTree(first.out());
        assertThat(record.path("updates").asInt()).isEqualTo(6);
        assertThat(record.path("held_out_tasks").asInt()).isEqualTo(1);
        assertThat(record.path("spec").path("tokenizer").path("largest-number").asInt())
                .isEqualTo(199);
        try (Checkpoint model = Checkpoint.open(folder.resolve("out"))) {
            assertThat(model.summary().parameters())
                    .isEqualTo(record.path("parameters").asLong());
        }
        assertThat(folder.resolve("out/learning-curve.csv")).content().startsWith("update,tokens,loss,learning_rate,");

        CommandRun again = pretrain(spec);
        assertThat(again.err()).contains("is this spec's model; nothing is left to do");
        assertThat(new ObjectMapper().readTree(again.out())).isEqualTo(record);

        CommandRun other = pretrain(spec(SPEC.replace("seed: 3", "seed: 4")));
        assertThat(other.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(other.err()).contains("exists and is not this spec's model; remove it, or choose another --out");
    }

    @Test
    void mistakesAreNamedWithTheirLine() throws IOException {
        require(
                SPEC.replace("  documents: 40", "  document: 40"),
                "line 4: corpus.document: unknown key; did you mean");
        require(SPEC.replace("1e-2", "fast"), "line 17: training.learning-rate: is 'fast'; expected a number");
        require(SPEC.replace("hidden: 16", "hidden: 15"), "model: 'hidden' is 15 with 2 heads");
        require(SPEC.replace("vocabulary: 600", "vocabulary: 60"), "tokenizer: a vocabulary of 60 tokens");
        require(SPEC.replace("held-out.parquet", "no.parquet"), "line 6: corpus.held-out.some: data file ");
        require(SPEC.replace("curve-every: 2", "curve-every: 3"), "training: a point of the learning curve every 3");
        require(SPEC + "  packing: loose\n", "'packing' is 'loose'; expected one-each or first-fit");
        require(SPEC.replace("  documents: 40", "  tasks: {colour: red}"), "line 3: corpus: unknown option 'colour'");
        require(SPEC.replace("  documents: 40", "  mix: {direct: 2}"), "'direct' is 2.0; expected a share from 0 to 1");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private void require(String text, String message) throws IOException {
        pretrain(spec(text)).assertUsage(message);
    }

    private CommandRun pretrain(Path spec) {
        return CommandRun.of(
                folder.resolve("home"),
                List.of(
                        "model",
                        "pretrain",
                        spec.toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        "--json"));
    }

    private Path spec(String text) throws IOException {
        CountdownTask task = new CountdownTask(24, List.of(2L, 3L, 4L, 5L), Optional.empty());
        TaskFile.write(Stream.of(task.row()).iterator(), new CountdownFamily(), folder.resolve("held-out.parquet"));
        return Files.writeString(folder.resolve("spec.yaml"), text);
    }
}
