package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.optimize.EffectiveUpdateGate;
import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.Episodes;
import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotState;
import dev.r3.model.snapshot.SnapshotStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a policy to reflect (arXiv 2505.24726): each step runs episodes, rewards their reflections and updates the
 * weights. Every {@link ReflectConfig#stepsPerSnapshot} steps all that the run depends on is kept; a run that was
 * stopped, wherever, goes on from there to the same weights, bit for bit on the same type of processor with the same
 * number of threads.
 */
public final class ReflectTraining {
    private static final String IDLE_STEPS = "idle-steps";
    private static final String UPDATES = "updates";

    private final Policy policy;
    private final GrpoTrainer trainer;
    private final TrainingFiles files;
    private final Curriculum curriculum;
    private final AnchorAnswers anchor;
    private final ReflectConfig config;
    private final TrainingListener listener;

    /**
     * @param policy that writes with the weights which the trainer changes
     * @param files of those weights
     * @param anchor if the configuration has one, the answers that it is to
     */
    public ReflectTraining(
            Policy policy,
            GrpoTrainer trainer,
            TrainingFiles files,
            Curriculum curriculum,
            AnchorAnswers anchor,
            ReflectConfig config,
            TrainingListener listener) {
        this.policy = requireNonNull(policy, "policy is null");
        this.trainer = requireNonNull(trainer, "trainer is null");
        this.files = requireNonNull(files, "files is null");
        this.curriculum = requireNonNull(curriculum, "curriculum is null");
        this.anchor = requireNonNull(anchor, "anchor is null");
        this.config = requireNonNull(config, "config is null");
        this.listener = requireNonNull(listener, "listener is null");
    }

    /**
     * Runs what is left of the run.
     *
     * @param digests what the run is of; snapshots of another are refused
     * @param environment what a bitwise equal continuation needs the same of
     * @return the snapshot of the last step
     * @throws GateException if training must stop; the last snapshot stands
     */
    public Snapshot run(SnapshotStore store, RunDigests digests, Map<String, String> environment)
            throws IOException, GateException {
        Optional<Snapshot> last = store.latest(new ExpectedRun(digests.spec(), digests.data(), environment));
        last.ifPresent(files::restore);
        Progress progress = last.map(snapshot -> Progress.of(snapshot.state(), config.patience()))
                .orElseGet(() -> new Progress(0, 0, EffectiveUpdateGate.of(config.patience())));
        while (progress.step() < config.steps()) {
            progress = step(progress);
            if (progress.step() % config.stepsPerSnapshot() == 0 || progress.step() == config.steps()) {
                last = Optional.of(store.write(progress.state(config.seed(), digests, environment), files::write));
            }
        }
        return last.orElseThrow();
    }

    private Progress step(Progress before) throws GateException {
        long start = System.nanoTime();
        long step = before.step() + 1;
        List<Episode> episodes =
                new Episodes(policy, config.episodes(), config.seed()).run("step-" + step, curriculum.at(step - 1));
        double rolloutSeconds = since(start);
        RolloutGroups rollouts = rollouts(episodes);
        GateException.require(config.verdictGate().check(rollouts.verdicts()));
        long totalUpdates = config.steps() * config.grpo().iterations();
        List<UpdateReport> updates =
                trainer.step(rollouts.groups(), anchor.at(step - 1), before.updates(), totalUpdates);
        EffectiveUpdateGate gate = before.gate();
        if (updates.isEmpty()) {
            gate = gate.after(0, 0);
        }
        for (UpdateReport update : updates) {
            gate = gate.after(update.gradientNorm(), update.groupsWithVariance());
        }
        StepRecord metrics = new StepRecord(rollouts, updates, rolloutSeconds, since(start));
        listener.step(
                step, config.steps(), metrics.named(config.grpo().objective().surrogate()), episodes);
        GateException.require(gate.check());
        return new Progress(step, before.updates() + updates.size(), gate);
    }

    private RolloutGroups rollouts(List<Episode> episodes) {
        return switch (config.lossTokens()) {
            case REFLECTION -> RolloutGroups.ofReflections(episodes);
            case RETRY -> RolloutGroups.ofRetries(episodes);
            case FIRST_ANSWER -> throw new IllegalStateException("refused by ReflectConfig");
        };
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Where the run stands, besides weights and moments. */
    private record Progress(long step, long updates, EffectiveUpdateGate gate) {
        private static Progress of(SnapshotState state, int patience) {
            long idle = state.counters().getOrDefault(IDLE_STEPS, 0L);
            long updates = state.counters().getOrDefault(UPDATES, 0L);
            return new Progress(state.step(), updates, new EffectiveUpdateGate(patience, Math.toIntExact(idle)));
        }

        private SnapshotState state(long seed, RunDigests digests, Map<String, String> environment) {
            return new SnapshotState(
                    step,
                    0,
                    updates,
                    seed,
                    Map.of("step", step),
                    Map.of(IDLE_STEPS, (long) gate.idleSteps(), UPDATES, updates),
                    digests,
                    Optional.empty(),
                    environment);
        }
    }
}
