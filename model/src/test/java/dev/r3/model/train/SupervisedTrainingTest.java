package dev.r3.model.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.InLanes;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.Precision;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.CosineRate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.snapshot.ForeignSnapshotException;
import dev.r3.model.snapshot.Retention;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotStore;
import dev.r3.model.supervised.BatchCursor;
import dev.r3.model.supervised.BatchPlan;
import dev.r3.model.supervised.BatchStream;
import dev.r3.model.supervised.Corpus;
import dev.r3.model.supervised.DocumentEncoder;
import dev.r3.model.supervised.Packing;
import dev.r3.model.tokenizer.ChatTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisedTrainingTest {
    private static final String FIXTURE = "qwen3";
    private static final RunDigests DIGESTS = new RunDigests("spec", "data", "none");
    private static final BatchPlan PACKED = new BatchPlan(64, 128, 8, Packing.FIRST_FIT, 0, 5);

    @TempDir
    Path folder;

    @Test
    void aRunLearnsItsCorpus() throws Exception {
        List<SortedMap<String, Double>> metrics = new ArrayList<>();
        Snapshot last = run("learns", PACKED, config(30, 30), (update, updates, named) -> metrics.add(named));
        assertThat(last.state().step()).isEqualTo(30);
        assertThat(metrics).hasSize(30);
        assertThat(metric(metrics, 29, "loss")).isLessThan(0.5 * metric(metrics, 0, "loss"));
        assertThat(metrics.get(29))
                .containsKeys("entropy", "grad_norm", "learning_rate", "epoch", "num_tokens", "step_time");
        assertThat(metric(metrics, 29, "num_tokens")).isGreaterThan(metric(metrics, 28, "num_tokens"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 6})
    void stoppedAndResumedIsAsIfItHadNeverStopped(long stoppedAt) throws Exception {
        Snapshot undisturbed = run("undisturbed", PACKED, config(7, 2), (update, updates, named) -> {});
        assertThatThrownBy(() -> run("disturbed", PACKED, config(7, 2), (update, updates, named) -> {
                    if (update == stoppedAt) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        List<Long> rest = new ArrayList<>();
        Snapshot resumed = run("disturbed", PACKED, config(7, 2), (update, updates, named) -> rest.add(update));
        assertThat(rest).startsWith(1 + 2 * ((stoppedAt - 1) / 2)).endsWith(7L);
        assertThat(resumed.state()).isEqualTo(undisturbed.state());
        assertThat(resumed.file("model/model.safetensors"))
                .hasSameBinaryContentAs(undisturbed.file("model/model.safetensors"));
        assertThat(resumed.file("optimizer.safetensors"))
                .hasSameBinaryContentAs(undisturbed.file("optimizer.safetensors"));
    }

    /** The loss is a mean over all judged tokens, whatever shares their rows and batches. */
    @Test
    void packingAndBatchesDoNotChangeAnUpdate() throws Exception {
        List<SortedMap<String, Double>> metrics = new ArrayList<>();
        BatchPlan single = new BatchPlan(64, 64, 8, Packing.ONE_EACH, 0, 5);
        SupervisedConfig epoch = new SupervisedConfig(adamW(), LayerMemory.KEPT, batchesOfAnEpoch(single), 1, 1);
        run("single", single, epoch, (u, of, named) -> metrics.add(named));
        BatchPlan all = new BatchPlan(64, 1024, 8, Packing.FIRST_FIT, 0, 5);
        SupervisedConfig once = new SupervisedConfig(adamW(), LayerMemory.RECOMPUTED, 1, 1, 1);
        run("all", all, once, (u, of, named) -> metrics.add(named));
        assertThat(metrics).hasSize(2);
        for (String name : List.of("loss", "entropy", "grad_norm")) {
            double one = metric(metrics, 0, name);
            assertThat(metric(metrics, 1, name)).as(name).isCloseTo(one, within(1e-5 * one));
        }
        assertThat(metric(metrics, 0, "num_tokens")).isEqualTo(metric(metrics, 1, "num_tokens"));
    }

    /** The rows of a batch are shared out among lanes. */
    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void lanesDoNotChangeAnUpdate(int lanes) throws Exception {
        List<SortedMap<String, Double>> metrics = new ArrayList<>();
        BatchPlan all = new BatchPlan(64, 256, 8, Packing.FIRST_FIT, 0, 5);
        SupervisedConfig twice = new SupervisedConfig(adamW(), LayerMemory.KEPT, 2, 2, 2);
        run("alone", all, twice, (u, of, named) -> metrics.add(named));
        InLanes.load(lanes, () -> run("lanes", all, twice, (u, of, named) -> metrics.add(named)));
        for (String name : List.of("loss", "entropy", "grad_norm", "num_tokens")) {
            for (int update = 0; update < 2; update++) {
                double one = metric(metrics, update, name);
                assertThat(metric(metrics, 2 + update, name)).as(name).isCloseTo(one, within(1e-5 * one));
            }
        }
    }

    @Test
    void anotherCorpusIsRefused() throws Exception {
        run("run", PACKED, config(2, 1), (update, updates, named) -> {});
        try (SnapshotStore store = store("run")) {
            assertThatThrownBy(() -> run(
                            store,
                            new RunDigests("spec", "other data", "none"),
                            PACKED,
                            config(3, 1),
                            (update, updates, named) -> {}))
                    .isInstanceOf(ForeignSnapshotException.class)
                    .hasMessageContaining("other data");
        }
    }

    private static double metric(List<SortedMap<String, Double>> metrics, int update, String name) {
        return requireNonNull(metrics.get(update).get(name));
    }

    private Snapshot run(String name, BatchPlan plan, SupervisedConfig config, UpdateListener listener)
            throws IOException, GateException {
        try (SnapshotStore store = store(name)) {
            return run(store, DIGESTS, plan, config, listener);
        }
    }

    private Snapshot run(
            SnapshotStore store, RunDigests digests, BatchPlan plan, SupervisedConfig config, UpdateListener listener)
            throws IOException, GateException {
        try (Checkpoint origin = Checkpoint.open(Fixtures.folder(FIXTURE));
                ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(FIXTURE));
                Corpus corpus = Corpus.open(corpus());
                Decoder decoder = Decoder.load(origin, Precision.FLOAT32)) {
            DecoderTraining training = DecoderTraining.of(decoder);
            SupervisedTraining run = new SupervisedTraining(
                    new SupervisedTrainer(training, config.adamW(), config.layerMemory()),
                    new ModelFiles(origin, training),
                    corpus,
                    new DocumentEncoder(chat),
                    plan,
                    config,
                    listener);
            return run.run(store, digests, Map.of());
        }
    }

    private int batchesOfAnEpoch(BatchPlan plan) throws IOException {
        try (ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(FIXTURE));
                Corpus corpus = Corpus.open(corpus())) {
            BatchStream batches = new BatchStream(corpus, new DocumentEncoder(chat), plan, BatchCursor.START);
            int count = 0;
            while (batches.cursor().epoch() == 0) {
                batches.next();
                count++;
            }
            return count;
        }
    }

    private SnapshotStore store(String name) throws IOException {
        return SnapshotStore.open(folder.resolve(name), new Retention(2), SmallRun.strict());
    }

    /** Eight documents of different lengths. */
    private Path corpus() throws IOException {
        Path file = folder.resolve("corpus.jsonl");
        return Files.write(
                file,
                IntStream.range(0, 8)
                        .mapToObj(i -> "{\"text\": \"%s\"}".formatted("one two three ".repeat(1 + i % 3) + i))
                        .toList());
    }

    private static SupervisedConfig config(long updates, long updatesPerSnapshot) {
        return new SupervisedConfig(adamW(), LayerMemory.KEPT, 1, updates, updatesPerSnapshot);
    }

    private static AdamWConfig adamW() {
        return AdamWConfig.defaults(new CosineRate(1e-2, new WarmupSteps(1)));
    }
}
