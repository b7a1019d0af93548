package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.optimize.EffectiveUpdateGate;
import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A run of GRPO: each step writes rollouts, rewards them and updates the weights. Every {@link
 * GrpoTrainingConfig#stepsPerSnapshot} steps all that the run depends on is kept; a run that was stopped, wherever, goes
 * on from there to the same weights, bit for bit on the same type of processor with the same number of threads.
 *
 * @param <R> what comes of one task
 */
public final class GrpoTraining<R> {
    private final RolloutSource<R> source;
    private final GrpoTrainer trainer;
    private final TrainingFiles files;
    private final AnchorAnswers anchor;
    private final Optional<Validation> validation;
    private final GrpoTrainingConfig config;
    private final TrainingListener<R> listener;

    /**
     * @param source that writes with the weights which the trainer changes
     * @param files of those weights
     * @param anchor if the configuration has one, the answers that it is to
     * @param validation by which the best snapshot is kept besides the last ones
     */
    public GrpoTraining(
            RolloutSource<R> source,
            GrpoTrainer trainer,
            TrainingFiles files,
            AnchorAnswers anchor,
            Optional<Validation> validation,
            GrpoTrainingConfig config,
            TrainingListener<R> listener) {
        this.source = requireNonNull(source, "source is null");
        this.trainer = requireNonNull(trainer, "trainer is null");
        this.files = requireNonNull(files, "files is null");
        this.anchor = requireNonNull(anchor, "anchor is null");
        this.validation = requireNonNull(validation, "validation is null");
        this.config = requireNonNull(config, "config is null");
        this.listener = requireNonNull(listener, "listener is null");
        if (source.temperature() != config.grpo().temperature()) {
            throw new IllegalArgumentException("completions are sampled at temperature %s but trained at %s"
                    .formatted(source.temperature(), config.grpo().temperature()));
        }
    }

    /** Runs what is left of the run: see {@link #runUntil}. */
    public Snapshot run(SnapshotStore store, RunDigests digests, Map<String, String> environment)
            throws IOException, GateException {
        return runUntil(config.steps(), store, digests, environment);
    }

    /**
     * Runs what is left of the run up to a step, or to an earlier one at which the listener wants it to end.
     *
     * @param until a step after which all is kept; nothing is done if it is reached
     * @param digests what the run is of; snapshots of another are refused
     * @param environment what a bitwise equal continuation needs the same of
     * @return the snapshot of the step that it ended with
     * @throws GateException if training must stop; the last snapshot stands
     */
    public Snapshot runUntil(long until, SnapshotStore store, RunDigests digests, Map<String, String> environment)
            throws IOException, GateException {
        if (until < 1 || until > config.steps() || !isKept(until)) {
            throw new IllegalArgumentException("nothing is kept after step %d of %d".formatted(until, config.steps()));
        }
        Optional<Snapshot> last = store.latest(new ExpectedRun(digests.spec(), digests.data(), environment));
        last.ifPresent(files::restore);
        TrainingProgress progress = last.map(snapshot -> TrainingProgress.of(snapshot.state(), config.patience()))
                .orElseGet(() -> TrainingProgress.start(config.patience()));
        while (progress.step() < until) {
            progress = step(progress);
            boolean ends = listener.isToEnd();
            if (ends || isKept(progress.step())) {
                last = Optional.of(store.write(progress.state(config.seed(), digests, environment), files::write));
            }
            if (ends) {
                break;
            }
        }
        return last.orElseThrow();
    }

    private boolean isKept(long step) {
        return step % config.stepsPerSnapshot() == 0 || step == config.steps();
    }

    private TrainingProgress step(TrainingProgress before) throws GateException {
        long start = System.nanoTime();
        long step = before.step() + 1;
        Written<R> written = write(before.written());
        double rolloutSeconds = since(start);
        GateException.require(config.verdictGate().check(written.groups().verdicts()));
        List<RewardedGroup> trained = config.refill()
                .map(refill -> refill.trained(written.groups()))
                .orElse(written.groups().groups());
        List<UpdateReport> updates = trainer.step(
                trained,
                anchor.at(step - 1),
                before.updates(),
                config.steps() * config.grpo().iterations());
        long tokens = before.tokens()
                + updates.stream().mapToLong(UpdateReport::tokens).sum();
        EffectiveUpdateGate gate = after(before.gate(), updates);
        TrainingProgress after = new TrainingProgress(
                step,
                before.written().plus(written.counts()),
                before.updates() + updates.size(),
                tokens,
                gate,
                before.best());
        SortedMap<String, Double> metrics = new StepRecord(
                        written.groups(), updates, written.counts(), tokens, rolloutSeconds, since(start))
                .named(config.grpo().objective().surrogate());
        if (validation.isPresent() && isKept(step)) {
            SortedMap<String, Double> measured = validation.get().measure();
            metrics.putAll(measured);
            String metric = validation.get().metric();
            after = after.validated(metric, requireNonNull(measured.get(metric), metric));
        }
        listener.step(step, config.steps(), metrics, written.trainedOn(trained, config.grpo()));
        GateException.require(gate.check());
        return after;
    }

    /** Writes a step's rollouts. */
    private Written<R> write(WrittenRollouts before) {
        Written<R> written = written(source.write(before), 1);
        while (config.refill().isPresent() && config.refill().get().wantsMore(written.groups(), written.batches())) {
            List<R> more = new ArrayList<>(written.rollouts());
            more.addAll(source.write(before.plus(written.counts())));
            written = written(more, written.batches() + 1);
        }
        return written;
    }

    private Written<R> written(List<R> rollouts, int batches) {
        return new Written<>(rollouts, source.groups(rollouts), batches);
    }

    private static EffectiveUpdateGate after(EffectiveUpdateGate before, List<UpdateReport> updates) {
        if (updates.isEmpty()) {
            return before.after(0, 0);
        }
        EffectiveUpdateGate gate = before;
        for (UpdateReport update : updates) {
            gate = gate.after(update.gradientNorm(), update.groupsWithVariance());
        }
        return gate;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private record Written<R>(List<R> rollouts, RolloutGroups groups, int batches) {
        WrittenRollouts counts() {
            return new WrittenRollouts(batches, rollouts.size(), groups.tokens());
        }

        TrainedRollouts<R> trainedOn(List<RewardedGroup> trained, GrpoConfig config) {
            return new TrainedRollouts<>(rollouts, groups.advantages(config.advantage(), trained));
        }
    }
}
