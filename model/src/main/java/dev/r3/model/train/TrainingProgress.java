package dev.r3.model.train;

import dev.r3.model.optimize.EffectiveUpdateGate;
import dev.r3.model.snapshot.BestMetric;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.SnapshotState;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run of GRPO stands, besides weights and moments.
 *
 * @param tokens that went through forward and backward
 */
record TrainingProgress(
        long step,
        WrittenRollouts written,
        long updates,
        long tokens,
        EffectiveUpdateGate gate,
        Optional<BestMetric> best) {
    private static final String BATCHES = "batches";
    private static final String ROLLOUTS = "rollouts";
    private static final String GENERATED = "generated-tokens";
    private static final String IDLE_STEPS = "idle-steps";
    private static final String UPDATES = "updates";
    private static final String TOKENS = "tokens";

    static TrainingProgress start(int patience) {
        return new TrainingProgress(0, WrittenRollouts.NONE, 0, 0, EffectiveUpdateGate.of(patience), Optional.empty());
    }

    static TrainingProgress of(SnapshotState state, int patience) {
        Map<String, Long> counters = state.counters();
        int idle = Math.toIntExact(counters.getOrDefault(IDLE_STEPS, 0L));
        return new TrainingProgress(
                state.step(),
                written(state),
                counters.getOrDefault(UPDATES, 0L),
                counters.getOrDefault(TOKENS, 0L),
                new EffectiveUpdateGate(patience, idle),
                state.best());
    }

    /** Snapshots from before these were counted lack them. */
    private static WrittenRollouts written(SnapshotState state) {
        return new WrittenRollouts(
                state.cursor().getOrDefault(BATCHES, state.step()),
                state.cursor().getOrDefault(ROLLOUTS, 0L),
                state.cursor().getOrDefault(GENERATED, 0L));
    }

    SnapshotState state(long seed, RunDigests digests, Map<String, String> environment) {
        return new SnapshotState(
                step,
                0,
                updates,
                seed,
                Map.of(BATCHES, written.batches(), ROLLOUTS, written.rollouts(), GENERATED, written.tokens()),
                Map.of(IDLE_STEPS, (long) gate.idleSteps(), UPDATES, updates, TOKENS, tokens),
                digests,
                best,
                environment);
    }

    /** With a metric's value after this step; of equal ones the earlier stays the best. */
    TrainingProgress validated(String metric, double value) {
        boolean better = best.isEmpty() || value > best.get().value();
        Optional<BestMetric> kept = better ? Optional.of(new BestMetric(metric, value, step)) : best;
        return new TrainingProgress(step, written, updates, tokens, gate, kept);
    }
}
