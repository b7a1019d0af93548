package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Which run of an experiment it is, without the experiment: what has that already tells it so.
 *
 * @param execution the id of its first workflow execution
 * @param startedAt in milliseconds since 1970
 */
// A training that was started before the experiment was left out has it here, too.
@JsonIgnoreProperties("experiment")
public record RunStart(String execution, long startedAt) {
    public RunStart {
        requireNonNull(execution, "execution is null");
    }

    /** The run of this experiment. */
    public RunKey of(ExperimentInput experiment) {
        return new RunKey(experiment, execution, startedAt);
    }
}
