package dev.r3.workflows.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildrenTest {
    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void aChildThatHasEndedKeepsNobodyFromBeingTold() throws Exception {
        environment.newWorker("family").registerWorkflowImplementationTypes(Both.class, Patient.class);
        environment.start();
        Parent parent = environment
                .getWorkflowClient()
                .newWorkflowStub(
                        Parent.class,
                        WorkflowOptions.newBuilder().setTaskQueue("family").build());
        var result = WorkflowClient.execute(parent::run);
        while (!parent.firstHasEnded()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        parent.stop();
        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("stopped");
    }

    /** A parent. */
    @WorkflowInterface
    public interface Parent {
        @WorkflowMethod
        String run();

        @QueryMethod
        boolean firstHasEnded();

        @UpdateMethod
        void stop();
    }

    /** A child. */
    @WorkflowInterface
    public interface Waiting {
        @WorkflowMethod
        String run(boolean waits);

        @SignalMethod
        void stop();
    }

    /** The parent of one that has ended and is still waited for, and of one that goes on until it is stopped. */
    public static final class Both implements Parent {
        private final Children children = new Children();
        private boolean ended;
        private boolean told;

        @Override
        public String run() {
            Waiting first = child("first");
            Promise<String> lingers = Async.function(() -> children.run(first, () -> {
                String result = first.run(false);
                ended = true;
                Workflow.await(() -> told);
                return result;
            }));
            Waiting second = child("second");
            String result = children.run(second, () -> second.run(true));
            lingers.get();
            return result;
        }

        private static Waiting child(String name) {
            return Workflow.newChildWorkflowStub(
                    Waiting.class,
                    ChildWorkflowOptions.newBuilder().setWorkflowId(name).build());
        }

        @Override
        public boolean firstHasEnded() {
            return ended;
        }

        @Override
        public void stop() {
            children.stop();
            told = true;
        }
    }

    /** Waits until it is stopped, if it is to. */
    public static final class Patient implements Waiting {
        private boolean stopped;

        @Override
        public String run(boolean waits) {
            Workflow.await(() -> stopped || !waits);
            return stopped ? "stopped" : "ended";
        }

        @Override
        public void stop() {
            stopped = true;
        }
    }
}
