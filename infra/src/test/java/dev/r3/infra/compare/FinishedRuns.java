package dev.r3.infra.compare;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.Judgement;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Made-up runs to compare: without sampled courses, checks and a gate. */
public final class FinishedRuns {
    /** What judged them, if nothing else is said. */
    public static final Digest VERIFIER = new Digest("ab".repeat(32));

    private FinishedRuns() {}

    /**
     * A run.
     *
     * @param name a letter of its id, {@code r3-NAME-000000000000}
     * @param params of its spec
     */
    public static FinishedRun of(String name, Digest verifier, Map<String, String> params, List<Arm> arms) {
        return new FinishedRun(
                new ExperimentId("r3-" + name + "-000000000000"),
                new TreeMap<>(params),
                verifier,
                arms,
                SampledResults.NONE,
                List.of(),
                Optional.empty());
    }

    /** A task whose first answer passed or failed, and that had no retry. */
    public static TaskResult first(String task, Judgement judgement) {
        return new TaskResult(task, "", judgement, "", "", "", Judgement.NONE, "");
    }
}
