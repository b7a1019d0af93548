package dev.r3.workflows.contract;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of stages. */
public enum StageKind {
    /** A checkpoint that was brought in from outside. */
    MODEL,
    /** Tasks, split. */
    DATASET,
    /** Answers of the policy to training tasks. */
    ATTEMPTS,
    /** Those answers, judged, and the tasks that are trained on. */
    FAILURES,
    /** The trained model. */
    TRAIN,
    /** How one arm did on the test tasks. */
    EVALUATION,
    /** Whether the trained model becomes the champion. */
    GATE,
    /** The page that shows what came out. */
    REPORT,
    /** A part of the tasks, from which {@link #ATTEMPTS}, {@link #EVALUATION} or {@link #SAMPLED} is put together. */
    SHARD,
    /** How often one model's weights pass test tasks with sampled answers. */
    SAMPLED;

    /** What an experiment does, in this order. */
    public static final Set<StageKind> STEPS = Collections.unmodifiableSet(EnumSet.range(DATASET, REPORT));

    /** The name in specs, keys and messages, e.g. {@code dataset}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
