package dev.r3.workflows.contract;

/** The task queues that workers poll. */
public final class TaskQueues {

    /** Workflows and light activities: tracking, decisions. */
    public static final String CONTROL = "r3-control";

    /** Activities that take processors and disk: data sets, re-scoring, reports. */
    public static final String CPU = "r3-cpu";

    private TaskQueues() {}
}
