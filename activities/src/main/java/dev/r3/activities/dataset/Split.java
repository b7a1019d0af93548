package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Task;
import dev.r3.workflows.contract.spec.SplitSpec;

/**
 * Deals tasks out by a hash of seed and identity. So a task's side depends on nothing else: it stays where it is when
 * rows are added, dropped or reordered, and the test side stays as it is when the validation share changes.
 *
 * @param validation the share of validation tasks, in expectation
 * @param test the share of test tasks, in expectation; the rest trains
 */
public record Split(long seed, Share validation, Share test) {

    public Split {
        requireNonNull(validation, "validation is null");
        requireNonNull(test, "test is null");
        if (validation.value().add(test.value()).compareTo(Share.ALL.value()) > 0) {
            throw new IllegalArgumentException(
                    "validation and test share are more than 1 together: %s + %s".formatted(validation, test));
        }
    }

    /** As a spec has it, its shares by their decimals. */
    public static Split of(SplitSpec spec) {
        return new Split(spec.seed(), Share.ofDecimal(spec.validation()), Share.ofDecimal(spec.test()));
    }

    /** A tenth validates, a tenth tests. */
    public static Split seeded(long seed) {
        return new Split(seed, Share.of("0.1"), Share.of("0.1"));
    }

    public Side sideOf(Task task) {
        return dealer().sideOf(IdentityHash.of(task));
    }

    /** This split, ready for many tasks. */
    Dealer dealer() {
        return Dealer.of(this);
    }
}
