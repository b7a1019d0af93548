package dev.r3.model.train;

import dev.r3.model.grpo.Surrogate;
import dev.r3.model.optimize.VerdictCounts;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The metrics of a step, of its last update where it has several. */
final class StepRecord {
    private static final String GENERATED_TOKENS = "rollout/generated_tokens";

    private final RolloutGroups rollouts;
    private final List<UpdateReport> updates;
    private final WrittenRollouts written;
    private final long tokens;
    private final double rolloutSeconds;
    private final double seconds;

    /**
     * @param written in this step
     * @param tokens that went through forward and backward since the run began
     */
    StepRecord(
            RolloutGroups rollouts,
            List<UpdateReport> updates,
            WrittenRollouts written,
            long tokens,
            double rolloutSeconds,
            double seconds) {
        this.written = written;
        this.tokens = tokens;
        this.rollouts = rollouts;
        this.updates = List.copyOf(updates);
        this.rolloutSeconds = rolloutSeconds;
        this.seconds = seconds;
    }

    SortedMap<String, Double> named(Surrogate surrogate) {
        SortedMap<String, Double> metrics = new TreeMap<>();
        if (!updates.isEmpty()) {
            UpdateReport last = updates.get(updates.size() - 1);
            // The drift is known from the first update alone.
            metrics.putAll(updates.get(0).metrics().named(surrogate));
            metrics.putAll(last.metrics().named(surrogate));
            last.anchorKl().ifPresent(kl -> metrics.put("anchor/kl", kl));
            metrics.put("grad_norm", last.gradientNorm());
            metrics.put("learning_rate", last.learningRate());
            PhaseSeconds phases =
                    updates.stream().map(UpdateReport::seconds).reduce(PhaseSeconds.NONE, PhaseSeconds::plus);
            metrics.put("perf/reference_seconds", phases.reference());
            metrics.put("perf/forward_seconds", phases.forward());
            metrics.put("perf/backward_seconds", phases.backward());
            metrics.put("perf/optimizer_seconds", phases.update());
            long ofStep = updates.stream().mapToLong(UpdateReport::tokens).sum();
            metrics.put("perf/tokens_per_second", ofStep / (phases.forward() + phases.backward()));
        }
        VerdictCounts verdicts = rollouts.verdicts();
        metrics.put("rollout/dropped_unscorable", (double) verdicts.unscorable() - rollouts.rejected());
        metrics.put("rollout/dropped_rejected", (double) rollouts.rejected());
        metrics.put("rollout/dropped_verifier_fault", (double) verdicts.verifierFaults());
        metrics.put("rollout/batches", (double) written.batches());
        metrics.put(GENERATED_TOKENS, (double) written.tokens());
        metrics.put("num_tokens", (double) tokens);
        metrics.put("perf/rollout_seconds", rolloutSeconds);
        metrics.put("step_time", seconds);
        return metrics;
    }
}
