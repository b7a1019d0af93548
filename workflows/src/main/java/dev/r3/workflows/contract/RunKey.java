package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * One run of an experiment, as the tracking server is to know it.
 *
 * @param execution the id of its first workflow execution
 * @param startedAt in milliseconds since 1970
 */
public record RunKey(ExperimentInput experiment, String execution, long startedAt) {
    public RunKey {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(execution, "execution is null");
    }

    /** The run alone. */
    public RunStart start() {
        return new RunStart(execution, startedAt);
    }

    /** Tells it from every other, across retries and servers. */
    public String value() {
        return experiment.id() + "/" + execution;
    }

    /** The same of a part of it, such as {@code eval/vanilla}. */
    public String part(String name) {
        return value() + "/" + name;
    }
}
