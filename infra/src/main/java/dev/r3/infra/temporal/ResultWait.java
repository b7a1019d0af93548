package dev.r3.infra.temporal;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.temporal.Experiments.ExperimentFailedException;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentResult;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the result of an experiment, in pieces. The server is asked once, and answers when the experiment has ended.
 * Asked with a short time limit it would say at once that there is nothing yet, hundreds of times a second.
 */
public final class ResultWait {
    private final ExperimentId id;
    private final WorkflowStub experiment;
    private final String server;
    private @Nullable CompletableFuture<ExperimentResult> answer;

    ResultWait(ExperimentId id, WorkflowStub experiment, String server) {
        this.id = requireNonNull(id, "id is null");
        this.experiment = requireNonNull(experiment, "experiment is null");
        this.server = requireNonNull(server, "server is null");
    }

    /**
     * Waits a while.
     *
     * @return empty if the experiment goes on
     * @throws ExperimentFailedException if it failed
     * @throws UnreachableException if the server is gone; the next wait asks it again
     */
    public Optional<ExperimentResult> await(long millis) throws ExperimentFailedException, UnreachableException {
        CompletableFuture<ExperimentResult> asked =
                answer == null ? experiment.getResultAsync(ExperimentResult.class) : answer;
        answer = asked;
        try {
            return Optional.of(asked.get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            answer = null;
            if (e.getCause() instanceof WorkflowNotFoundException) {
                throw new ExperimentFailedException(
                        "there is no experiment %s; see `r3 list`".formatted(id), Optional.empty(), Optional.empty());
            }
            if (e.getCause() instanceof WorkflowServiceException || e.getCause() instanceof StatusRuntimeException) {
                throw UnreachableException.of(server, e);
            } else if (e.getCause() instanceof WorkflowException ended) {
                throw Experiments.failure(ended);
            }
            throw new IllegalStateException("the result of an experiment can't be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a result", e);
        }
    }
}
