package dev.r3.infra.compare;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.activities.promotion.PromotionDecision;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A finished experiment, to compare with others.
 *
 * @param params its resolved spec under the names that its file has
 * @param verifier fingerprint of what judged its answers
 * @param arms their verdicts alone
 * @param sampled how often sampled courses passed; no arms where that was not asked for
 * @param checks how vanilla and trained did on other data sets; none where that was not asked for
 * @param decision the gate's; empty if it ended before that
 */
public record FinishedRun(
        ExperimentId id,
        SortedMap<String, String> params,
        Digest verifier,
        List<Arm> arms,
        SampledResults sampled,
        List<ForgettingCheck> checks,
        Optional<PromotionDecision> decision) {
    public FinishedRun {
        requireNonNull(id, "id is null");
        params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
        requireNonNull(verifier, "verifier is null");
        arms = List.copyOf(arms);
        requireNonNull(sampled, "sampled is null");
        checks = List.copyOf(checks);
        requireNonNull(decision, "decision is null");
    }

    /** The arm of this name, such as {@code trained}. */
    public Optional<Arm> arm(String name) {
        return arms.stream().filter(arm -> arm.name().equals(name)).findFirst();
    }

    /** What training changed on the data set of this name. */
    public Optional<ForgettingCheck> check(String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst();
    }
}
