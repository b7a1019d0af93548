package dev.r3.infra.local;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a word and returns it. */
@WorkflowInterface
public interface EchoWorkflow {
    @WorkflowMethod
    String run();

    @SignalMethod
    void say(String word);

    class Echo implements EchoWorkflow {
        private String word = "";

        @Override
        public String run() {
            Workflow.await(() -> !word.isEmpty());
            return word;
        }

        @Override
        public void say(String word) {
            this.word = word;
        }
    }

    /** A server's client with a worker. */
    record Client(WorkflowServiceStubs stubs, WorkflowClient client, WorkerFactory workers) implements AutoCloseable {
        private static final String QUEUE = "echo";

        static Client of(TemporalEndpoint temporal) {
            var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(temporal.target())
                    .build());
            var client = WorkflowClient.newInstance(stubs);
            var workers = WorkerFactory.newInstance(client);
            workers.newWorker(QUEUE).registerWorkflowImplementationTypes(Echo.class);
            workers.start();
            return new Client(stubs, client, workers);
        }

        /** Starts one that waits. */
        void start(String workflowId) {
            var options = WorkflowOptions.newBuilder()
                    .setWorkflowId(workflowId)
                    .setTaskQueue(QUEUE)
                    .build();
            WorkflowClient.start(client.newWorkflowStub(EchoWorkflow.class, options)::run);
        }

        /** Says a word to one that waits, and returns its result. */
        String finish(String workflowId, String word) throws TimeoutException {
            WorkflowStub stub = client.newUntypedWorkflowStub(workflowId);
            stub.signal("say", word);
            return stub.getResult(30, TimeUnit.SECONDS, String.class);
        }

        @Override
        public void close() {
            workers.shutdownNow();
            stubs.shutdownNow();
        }
    }
}
