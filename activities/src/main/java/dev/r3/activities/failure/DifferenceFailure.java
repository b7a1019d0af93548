package dev.r3.activities.failure;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Difference;
import java.util.List;
import java.util.stream.Collectors;

/** A stage that was computed again is not what it was: never retried. */
public final class DifferenceFailure extends StageFailure {
    private static final long serialVersionUID = 1;

    private final transient Difference difference;

    /**
     * @param place where the recomputed files are
     * @param notes why bits may differ, if something is known
     */
    public DifferenceFailure(Difference difference, String place, List<String> notes) {
        super(
                "%s; the new files are at %s, the committed ones stay%s"
                        .formatted(
                                difference.explain(),
                                place,
                                notes.stream().map(note -> "; " + note).collect(Collectors.joining())),
                null);
        this.difference = requireNonNull(difference, "difference is null");
    }

    public Difference difference() {
        return difference;
    }
}
