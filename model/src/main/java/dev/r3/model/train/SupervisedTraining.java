package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotState;
import dev.r3.model.snapshot.SnapshotStore;
import dev.r3.model.supervised.BatchCursor;
import dev.r3.model.supervised.BatchPlan;
import dev.r3.model.supervised.BatchStream;
import dev.r3.model.supervised.Corpus;
import dev.r3.model.supervised.DocumentEncoder;
import dev.r3.model.supervised.SupervisedBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains weights on a corpus. Every {@link SupervisedConfig#updatesPerSnapshot} updates all that the run depends on is
 * kept; a run that was stopped, wherever, goes on from there to the same weights, bit for bit on the same type of
 * processor with the same number of threads.
 */
public final class SupervisedTraining {
    private static final String TOKENS = "tokens";

    private final SupervisedTrainer trainer;
    private final TrainingFiles files;
    private final Corpus corpus;
    private final DocumentEncoder encoder;
    private final BatchPlan plan;
    private final SupervisedConfig config;
    private final UpdateListener listener;

    /**
     * @param trainer of the weights
     * @param files of those weights
     */
    public SupervisedTraining(
            SupervisedTrainer trainer,
            TrainingFiles files,
            Corpus corpus,
            DocumentEncoder encoder,
            BatchPlan plan,
            SupervisedConfig config,
            UpdateListener listener) {
        this.trainer = requireNonNull(trainer, "trainer is null");
        this.files = requireNonNull(files, "files is null");
        this.corpus = requireNonNull(corpus, "corpus is null");
        this.encoder = requireNonNull(encoder, "encoder is null");
        this.plan = requireNonNull(plan, "plan is null");
        this.config = requireNonNull(config, "config is null");
        this.listener = requireNonNull(listener, "listener is null");
    }

    /**
     * Runs what is left of the run.
     *
     * @param digests what the run is of; snapshots of another are refused
     * @param environment what a bitwise equal continuation needs the same of
     * @return the snapshot of the last update
     * @throws dev.r3.model.supervised.InvalidCorpusException at the first record that can't be used
     * @throws GateException if training must stop; the last snapshot stands
     */
    public Snapshot run(SnapshotStore store, RunDigests digests, Map<String, String> environment)
            throws IOException, GateException {
        Optional<Snapshot> last = store.latest(new ExpectedRun(digests.spec(), digests.data(), environment));
        last.ifPresent(files::restore);
        Optional<SnapshotState> state = last.map(Snapshot::state);
        BatchCursor start = state.map(kept -> BatchCursor.of(kept.cursor())).orElse(BatchCursor.START);
        BatchStream batches = new BatchStream(corpus, encoder, plan, start);
        long updates = state.map(SnapshotState::step).orElse(0L);
        long tokens =
                state.map(kept -> kept.counters().getOrDefault(TOKENS, 0L)).orElse(0L);
        while (updates < config.updates()) {
            tokens += update(batches, updates, tokens);
            updates++;
            if (updates % config.updatesPerSnapshot() == 0 || updates == config.updates()) {
                last = Optional.of(
                        store.write(state(batches.cursor(), updates, tokens, digests, environment), files::write));
            }
        }
        return last.orElseThrow();
    }

    /** Makes an update; its tokens. */
    private long update(BatchStream stream, long updates, long tokensBefore) throws IOException, GateException {
        long start = System.nanoTime();
        List<SupervisedBatch> batches = new ArrayList<>();
        for (int i = 0; i < config.batchesPerUpdate(); i++) {
            batches.add(stream.next());
        }
        SupervisedReport report = trainer.step(batches, updates, config.updates());
        double seconds = (System.nanoTime() - start) / 1e9;
        SortedMap<String, Double> metrics = named(report, seconds);
        metrics.put("epoch", (double) stream.cursor().epoch());
        metrics.put("num_tokens", (double) tokensBefore + report.tokens());
        listener.updated(updates + 1, config.updates(), metrics);
        return report.tokens();
    }

    private static SortedMap<String, Double> named(SupervisedReport report, double seconds) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("loss", report.loss());
        metrics.put("entropy", report.entropy());
        metrics.put("grad_norm", report.gradientNorm());
        metrics.put("learning_rate", report.learningRate());
        metrics.put("step_time", seconds);
        metrics.put("perf/tokens_per_second", report.tokens() / seconds);
        metrics.put("perf/forward_seconds", report.seconds().forward());
        metrics.put("perf/backward_seconds", report.seconds().backward());
        metrics.put("perf/optimizer_seconds", report.seconds().update());
        return metrics;
    }

    private SnapshotState state(
            BatchCursor cursor, long updates, long tokens, RunDigests digests, Map<String, String> environment) {
        return new SnapshotState(
                updates,
                cursor.epoch(),
                updates,
                plan.seed(),
                cursor.counts(),
                Map.of(TOKENS, tokens),
                digests,
                Optional.empty(),
                environment);
    }
}
