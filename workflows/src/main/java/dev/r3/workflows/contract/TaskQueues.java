package dev.r3.workflows.contract;

/** The task queues that workers poll. */
public final class TaskQueues {

    /** Workflows and light activities: tracking, decisions. */
    public static final String CONTROL = "r3-control";

    /** Activities that take processors and disk: data sets, re-scoring, reports. */
    public static final String CPU = "r3-cpu";

    /** Activities that a model computes in: one at a time on a device. */
    public static final String GPU = "r3-gpu";

    /** Activities that wait for a model behind a server: they take neither a device nor processors. */
    public static final String ENDPOINT = "r3-endpoint";

    private TaskQueues() {}
}
