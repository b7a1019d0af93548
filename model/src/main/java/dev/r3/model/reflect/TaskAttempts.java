package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.optimize.VerdictCounts;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * First answers to one task, all of them.
 *
 * @param task its id
 * @param sampled in the order of their samples
 * @param greedy the policy's best, if it was asked for
 */
public record TaskAttempts(String task, List<Attempt> sampled, Optional<Attempt> greedy) {
    public TaskAttempts {
        requireNonNull(task, "task is null");
        sampled = List.copyOf(sampled);
        requireNonNull(greedy, "greedy is null");
        if (sampled.isEmpty() && greedy.isEmpty()) {
            throw new IllegalArgumentException("no attempt at task " + task);
        }
    }

    /** The greedy one, if there is one, and then the sampled ones. */
    public List<Attempt> all() {
        return Stream.concat(greedy.stream(), sampled.stream()).toList();
    }

    /** How all of them were judged. */
    public VerdictCounts verdicts() {
        return counts(all());
    }

    /** How the sampled ones were judged. */
    VerdictCounts sampledVerdicts() {
        return counts(sampled);
    }

    /** How many are unscorable because the policy could not take the request. */
    public long rejected() {
        return all().stream()
                .filter(attempt -> attempt instanceof Attempt.Rejected)
                .count();
    }

    /** The answers that failed, in the order of {@link #all}; equal texts are as many as were written. */
    public List<Completion> failures() {
        return all().stream()
                .filter(attempt -> attempt.verdict() instanceof Verdict.Failed)
                .flatMap(attempt -> attempt.answer().stream())
                .toList();
    }

    private static VerdictCounts counts(List<Attempt> attempts) {
        return attempts.stream()
                .map(attempt -> VerdictCounts.of(attempt.verdict()))
                .reduce(VerdictCounts.NONE, VerdictCounts::plus);
    }
}
