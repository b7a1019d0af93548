package dev.r3.infra.temporal;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.TaskQueues;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A worker that asks a Temporal server for R3's work. A server remembers who asked for some minutes, and a worker all of
 * whose slots are taken does not ask.
 *
 * @param identity as the SDK makes it: {@code pid@host}
 * @param queues that it polls, by the names that {@code r3 worker --queues} knows; those that wait for a server too
 * @param lastPoll by the server's clock
 */
public record PollingWorker(String identity, List<String> queues, Instant lastPoll) {
    /** Every kind of work has activities. */
    private static final List<QueueName> QUEUES = List.of(
            new QueueName("control", TaskQueues.CONTROL),
            new QueueName("cpu", TaskQueues.CPU),
            new QueueName("gpu", TaskQueues.GPU),
            new QueueName("endpoint", TaskQueues.ENDPOINT));

    private record QueueName(String label, String name) {}

    public PollingWorker {
        requireNonNull(identity, "identity is null");
        queues = List.copyOf(queues);
        requireNonNull(lastPoll, "lastPoll is null");
    }

    /**
     * All that a server knows, in the order in which it names them.
     *
     * @param patience in seconds, for all of its answers
     * @return empty if it does not tell, as one in memory
     */
    public static List<PollingWorker> all(WorkflowClient client, long patience) {
        Deadline deadline = Deadline.after(patience, TimeUnit.SECONDS);
        Map<String, PollingWorker> workers = new LinkedHashMap<>();
        try {
            for (QueueName queue : QUEUES) {
                for (PollerInfo poller : pollers(client, queue.name(), deadline)) {
                    workers.merge(poller.getIdentity(), of(poller, queue.label()), PollingWorker::with);
                }
            }
        } catch (StatusRuntimeException silent) {
            return List.of();
        }
        return List.copyOf(workers.values());
    }

    private static List<PollerInfo> pollers(WorkflowClient client, String queue, Deadline deadline) {
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadline(deadline)
                .describeTaskQueue(DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                        .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                        .build())
                .getPollersList();
    }

    private static PollingWorker of(PollerInfo poller, String queue) {
        Instant at = Instant.ofEpochSecond(
                poller.getLastAccessTime().getSeconds(),
                poller.getLastAccessTime().getNanos());
        return new PollingWorker(poller.getIdentity(), List.of(queue), at);
    }

    /** It polls another one's queues as well. */
    private PollingWorker with(PollingWorker same) {
        List<String> all = new ArrayList<>(queues);
        all.addAll(same.queues);
        return new PollingWorker(identity, all, lastPoll.isAfter(same.lastPoll) ? lastPoll : same.lastPoll);
    }
}
