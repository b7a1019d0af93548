package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.Services;
import dev.r3.infra.temporal.Experiments;
import dev.r3.infra.temporal.Experiments.ExperimentFailedException;
import dev.r3.infra.temporal.Experiments.UnknownExperimentException;
import dev.r3.infra.temporal.TemporalConnection;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.FailureType;
import java.time.Clock;
import java.util.Optional;

/**
 * The services as commands about experiments use them; what goes wrong in their use ends the command with a message.
 *
 * @param services where they are
 */
record Pipeline(Services services, S3ArtifactStore store, Stages stages, Experiments experiments) {
    Pipeline {
        requireNonNull(services, "services is null");
        requireNonNull(store, "store is null");
        requireNonNull(stages, "stages is null");
        requireNonNull(experiments, "experiments is null");
    }

    /** What a command does with them. */
    @FunctionalInterface
    interface Use {
        void with(Pipeline pipeline) throws UnreachableException, UnknownExperimentException, ExperimentFailedException;
    }

    /** Finds the services, starting what is not configured, and lets them be used. */
    static void use(Use use) {
        use(ServiceFinder.find(), use);
    }

    static void use(Services services, Use use) {
        try (S3ArtifactStore store = new S3ArtifactStore(services.artifacts());
                TemporalConnection temporal = TemporalConnection.open(services.temporal())) {
            Stages stages = new Stages(store, Home.current().scratch(), Clock.systemUTC());
            use.with(new Pipeline(services, store, stages, new Experiments(temporal.client())));
        } catch (UnreachableException | UnknownExperimentException | StorageFailure e) {
            throw UserError.failed(e);
        } catch (ExperimentFailedException e) {
            if (e.type().equals(Optional.of(FailureType.STOPPED))) {
                throw UserError.failed(e.getMessage() + "; the same `r3 run` goes on from there");
            }
            boolean specIsWrong = e.type().equals(Optional.of(FailureType.CONFIG));
            throw specIsWrong ? UserError.usage(e) : UserError.failed(e);
        }
    }
}
