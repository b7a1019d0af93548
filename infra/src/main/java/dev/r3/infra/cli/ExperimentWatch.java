package dev.r3.infra.cli;

import dev.r3.infra.local.LocalWorker;
import dev.r3.infra.settings.Services;
import dev.r3.infra.temporal.Experiments.ExperimentFailedException;
import dev.r3.infra.temporal.ResultWait;
import dev.r3.infra.temporal.TemporalConnection.UnreachableException;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentResult;
import java.util.Optional;

/** Shows how an experiment goes, and keeps what it runs on alive. */
final class ExperimentWatch {
    /** The result is heard of at once; between the polls nothing is asked, as what is asked for costs the experiment time. */
    private static final long POLL_MILLIS = 2_000;

    /** A server that starts again answers within a few polls. */
    private static final int MOST_LOST_POLLS = 10;

    private final Pipeline pipeline;
    private final ExperimentId id;
    private final String command;
    private Services services;
    private LocalWorker.Maker maker = LocalWorker.Maker.OURS;

    /**
     * @param command that attaches again
     */
    ExperimentWatch(Pipeline pipeline, ExperimentId id, String command) {
        this.pipeline = pipeline;
        this.services = pipeline.services();
        this.id = id;
        this.command = command;
    }

    /** Watches until there is a result. */
    ExperimentResult untilItEnds() throws ExperimentFailedException, UnreachableException {
        int lost = 0;
        ResultWait end = pipeline.experiments().result(id);
        try (ProgressLines progress = ProgressLines.start();
                DetachNotice notice = DetachNotice.open(id, command)) {
            while (true) {
                try {
                    Optional<ExperimentResult> result = end.await(POLL_MILLIS);
                    if (result.isPresent()) {
                        progress.complete();
                        return result.get();
                    }
                    progress.show(pipeline.experiments().running(id));
                    lost = 0;
                } catch (UnreachableException e) {
                    if (++lost > MOST_LOST_POLLS) {
                        throw e;
                    }
                }
                keepAlive(progress);
            }
        }
    }

    /** Someone may have killed the stack or the worker; the experiment goes on in the next ones. */
    private void keepAlive(ProgressLines progress) {
        requireNotEnded();
        Services found = ServiceFinder.find();
        if (!found.temporal().equals(services.temporal()) || !found.artifacts().equals(services.artifacts())) {
            throw UserError.failed(
                    "the local stack was killed and came up at other addresses; `%s` goes on there".formatted(command));
        }
        requireNotEnded();
        // One that is gone comes back: what the worker could not tell it is told then.
        if (found.tracking().isPresent()) {
            services = found;
        }
        tell(BackgroundWorker.keep(services), progress);
    }

    private void tell(LocalWorker.Maker now, ProgressLines progress) {
        if (now == LocalWorker.Maker.ANOTHER && now != maker) {
            progress.notice(
                    "another R3 has put its own worker in the place of this home's; the experiment goes on in it; `%s` takes it back"
                            .formatted(command));
        }
        maker = now;
    }

    private void requireNotEnded() {
        if (BackgroundWorker.isEnded()) {
            throw UserError.failed("the local worker was ended (`r3 down`); the experiment waits: `%s` goes on with it"
                    .formatted(command));
        }
    }
}
