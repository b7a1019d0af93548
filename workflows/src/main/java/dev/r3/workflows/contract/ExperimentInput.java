package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an experiment runs on.
 *
 * @param specDigest digest of the resolved spec
 * @param verifier fingerprint of the verifier that the spec was resolved with; a worker with another one refuses
 * @param source the data set's file as uploaded
 * @param models the checkpoints, by the weights' names in arms; none where no model is used
 * @param until the last stage to run
 * @param provenance who started it from which code
 * @param recomputation if stages are to be computed although they stand
 * @param parent the training that this one's goes on from; none starts from the checkpoint
 * @param forgetting the data sets that forgetting is checked on, by their names; none where nothing is evaluated
 * @param taught of a check of forgetting, what training has, whose tasks the check leaves out; empty elsewhere
 */
public record ExperimentInput(
        ExperimentId id,
        ExperimentSpec spec,
        Digest specDigest,
        Digest verifier,
        ArtifactRef source,
        SortedMap<String, StageResult> models,
        StageKind until,
        Provenance provenance,
        Optional<Recomputation> recomputation,
        Optional<ParentTraining> parent,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, CheckedData> forgetting,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<TaughtData> taught) {

    /**
     * Who started the experiment, and from which code.
     *
     * @param commit git commit of R3, or empty
     */
    public record Provenance(String user, String commit) {
        public Provenance {
            requireNonNull(user, "user is null");
            requireNonNull(commit, "commit is null");
        }
    }

    public ExperimentInput {
        requireNonNull(id, "id is null");
        requireNonNull(spec, "spec is null");
        requireNonNull(specDigest, "specDigest is null");
        requireNonNull(verifier, "verifier is null");
        requireNonNull(source, "source is null");
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        requireNonNull(until, "until is null");
        requireNonNull(provenance, "provenance is null");
        requireNonNull(recomputation, "recomputation is null");
        requireNonNull(parent, "parent is null");
        // Inputs that were recorded before there were such checks lack them.
        forgetting = Collections.unmodifiableSortedMap(new TreeMap<>(requireNonNullElse(forgetting, new TreeMap<>())));
        requireNonNull(taught, "taught is null");
        if (until.compareTo(StageKind.DATASET) > 0 && !models.containsKey(ArmName.VANILLA)) {
            throw new IllegalArgumentException("%s needs a model".formatted(until.label()));
        }
    }

    /** The same experiment, computed again. */
    public ExperimentInput recomputed(Recomputation by) {
        return with(Optional.of(by));
    }

    /** The same experiment, with committed stages used again. */
    public ExperimentInput once() {
        return with(Optional.empty());
    }

    /** The same experiment, whose training goes on from another one's. */
    public ExperimentInput extending(ParentTraining training) {
        return new ExperimentInput(
                id,
                spec,
                specDigest,
                verifier,
                source,
                models,
                until,
                provenance,
                recomputation,
                Optional.of(training),
                forgetting,
                taught);
    }

    /**
     * The same experiment on a data set that forgetting is checked on: stages do there what they do on its own.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public ExperimentInput checking(String check) {
        CheckedData data = forgetting.get(check);
        if (data == null) {
            throw new IllegalArgumentException("the experiment checks nothing on '%s'".formatted(check));
        }
        return new ExperimentInput(
                id,
                spec.checking(check),
                specDigest,
                data.verifier(),
                data.source(),
                models,
                until,
                provenance,
                recomputation,
                parent,
                new TreeMap<>(),
                Optional.empty());
    }

    /**
     * The same, to be ingested without what the experiment trains on.
     *
     * @param dataset of the experiment itself
     */
    public ExperimentInput checking(String check, StageResult dataset) {
        ExperimentInput checked = checking(check);
        return new ExperimentInput(
                id,
                checked.spec,
                specDigest,
                checked.verifier,
                checked.source,
                models,
                until,
                provenance,
                recomputation,
                parent,
                checked.forgetting,
                Optional.of(new TaughtData(check, spec.task().family(), dataset)));
    }

    private ExperimentInput with(Optional<Recomputation> another) {
        return new ExperimentInput(
                id, spec, specDigest, verifier, source, models, until, provenance, another, parent, forgetting, taught);
    }

    /** The checkpoint that training starts from. */
    public StageResult policy() {
        StageResult policy = models.get(ArmName.VANILLA);
        if (policy == null) {
            throw new IllegalStateException("the experiment has no model");
        }
        return policy;
    }
}
