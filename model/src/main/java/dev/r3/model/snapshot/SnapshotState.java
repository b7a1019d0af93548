package dev.r3.model.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * Where a run stands, besides its weights and moments. Random numbers are functions of seed and place, so the seed and
 * the counts here are all of their state.
 *
 * @param step steps done, at most 99,999,999
 * @param epoch that the next step belongs to, from 0
 * @param schedulePosition of the learning rate's schedule
 * @param seed of the run
 * @param cursor where the data go on, as the source of the data names it
 * @param counters further counts that a resumed run continues, such as a gate's idle steps
 * @param digests what the run is of
 * @param best metric so far; its step is this one or an earlier one
 * @param environment what a bitwise equal continuation needs the same of: versions, CPU type, threads
 */
public record SnapshotState(
        long step,
        long epoch,
        long schedulePosition,
        long seed,
        Map<String, Long> cursor,
        Map<String, Long> counters,
        RunDigests digests,
        Optional<BestMetric> best,
        Map<String, String> environment) {

    static final long LARGEST_STEP = 99_999_999;

    /** The same state as one of another run. */
    public SnapshotState in(RunDigests run) {
        return new SnapshotState(step, epoch, schedulePosition, seed, cursor, counters, run, best, environment);
    }

    /** The same state, of which no step is the best so far. */
    public SnapshotState withoutBest() {
        return new SnapshotState(
                step, epoch, schedulePosition, seed, cursor, counters, digests, Optional.empty(), environment);
    }

    public SnapshotState {
        Checks.requireNotNegative(step, "step");
        Checks.requireNotNegative(epoch, "epoch");
        Checks.requireNotNegative(schedulePosition, "schedule position");
        if (step > LARGEST_STEP) {
            throw new IllegalArgumentException("step is above " + LARGEST_STEP + ": " + step);
        }
        cursor = Checks.copied(cursor, "cursor");
        counters = Checks.copied(counters, "counters");
        environment = Checks.copied(environment, "environment");
        requireNonNull(digests, "digests is null");
        if (requireNonNull(best, "best is null").isPresent() && best.get().step() > step) {
            throw new IllegalArgumentException(
                    "the best metric is of step " + best.get().step() + ", after step " + step);
        }
    }
}
