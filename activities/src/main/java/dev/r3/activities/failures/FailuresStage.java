package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FailureCounts;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.FailuresSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the answers to the training tasks, and keeps tasks by the spec's rule. */
public final class FailuresStage {
    /** A line a task, as {@link FailureSet#read} takes them. */
    public static final String FILE = "failures.parquet";

    private static final int VERSION = 2;

    private final Stages stages;
    private final ExperimentInputs inputs;

    public FailuresStage(Stages stages, ExperimentInputs inputs) {
        this.stages = requireNonNull(stages, "stages is null");
        this.inputs = requireNonNull(inputs, "inputs is null");
    }

    /** The committed failure set, judged now if it does not stand yet. */
    public StageResult run(FailuresInput input, WorkListener listener) {
        return stages.run(identity(input), input.experiment(), scratch -> compute(input, scratch, listener));
    }

    /** The committed failure set, if it stands. */
    public Optional<StageResult> find(FailuresInput input) {
        return stages.find(identity(input), input.experiment());
    }

    private StageOutput compute(FailuresInput input, Path scratch, WorkListener listener) {
        ExperimentInput experiment = input.experiment();
        FailuresSpec spec = experiment.spec().failures();
        List<EpisodeTask> tasks = inputs.tasks(experiment, input.dataset(), Side.TRAIN, spec.tasks(), scratch);
        List<TaskAnswers> answers =
                RecordFile.read(inputs.file(input.attempts(), AttemptsStage.FILE, scratch), TaskAnswers.class);
        listener.progressed(0, answers.size());
        FailureSet failures = FailureSet.judged(answers, tasks, FailureSet.rule(spec));
        listener.progressed(answers.size(), answers.size());
        Path file = scratch.resolve(FILE);
        Digest content = failures.write(file);
        return StageOutput.of(Map.of(FILE, file), content, summary(failures.counts()));
    }

    private static ObjectNode summary(FailureCounts counts) {
        return SpecTree.empty()
                .put("tasks", counts.tasks())
                .put("kept", counts.kept())
                .put("passed", counts.verdicts().passed())
                .put("failed", counts.verdicts().failed())
                .put("unscorable", counts.verdicts().unscorable())
                .put("faults", counts.verdicts().verifierFaults());
    }

    private static StageIdentity identity(FailuresInput input) {
        ObjectNode parameters =
                SpecTree.empty().put("verifier", input.experiment().verifier().hex());
        parameters.set("rule", SpecTree.of(input.experiment().spec().failures(), "samples", "temperature", "tasks"));
        return StageIdentity.of(
                StageKind.FAILURES,
                VERSION,
                parameters,
                Map.of(
                        "dataset", input.dataset().content(),
                        "attempts", input.attempts().content()));
    }
}
