package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.StageResult;

/** What a run would find of one of its stages. */
public sealed interface Outlook {

    /**
     * It stands, and is used again.
     *
     * @param experiment that computed it
     */
    record Stands(StageResult stage, String experiment) implements Outlook {
        public Stands {
            requireNonNull(stage, "stage is null");
            requireNonNull(experiment, "experiment is null");
        }
    }

    /**
     * It stands, and is computed again to compare.
     *
     * @param experiment that computed it first
     */
    record Recomputed(StageResult stage, String experiment) implements Outlook {
        public Recomputed {
            requireNonNull(stage, "stage is null");
            requireNonNull(experiment, "experiment is null");
        }
    }

    /**
     * It does not stand; all that it reads does, or can be told.
     *
     * @param step of a training, the last one that is kept; 0 if none is, or it is no training
     */
    record Missing(long step) implements Outlook {}

    /**
     * What it reads is to be computed, so that nobody can tell which stage it will be.
     *
     * @param stage that has to be computed before
     */
    record Awaits(String stage) implements Outlook {
        public Awaits {
            requireNonNull(stage, "stage is null");
        }
    }
}
