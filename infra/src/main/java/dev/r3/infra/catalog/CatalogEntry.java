package dev.r3.infra.catalog;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;

/**
 * An experiment that was started once.
 *
 * @param commit git commit of R3, or empty
 * @param startedAt when it was first started, in milliseconds since 1970
 */
public record CatalogEntry(ExperimentId id, String task, String user, String commit, long startedAt) {
    public CatalogEntry {
        requireNonNull(id, "id is null");
        requireNonNull(task, "task is null");
        requireNonNull(user, "user is null");
        requireNonNull(commit, "commit is null");
    }

    /** Of an experiment that is being started. */
    public static CatalogEntry of(ExperimentInput input, long now) {
        return new CatalogEntry(
                input.id(),
                input.spec().task().family(),
                input.provenance().user(),
                input.provenance().commit(),
                now);
    }
}
