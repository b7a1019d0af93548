package dev.r3.activities.failure;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Difference;

/** A stage that was computed again is not what it was: never retried. */
public final class DifferenceFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    private final transient Difference difference;

    /**
     * @param place where the recomputed files are
     */
    public DifferenceFailure(Difference difference, String place) {
        super("%s; the new files are at %s, the committed ones stay".formatted(difference.explain(), place), null);
        this.difference = requireNonNull(difference, "difference is null");
    }

    public Difference difference() {
        return difference;
    }
}
