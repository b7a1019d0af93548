package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.TokenBudget;
import dev.r3.activities.policy.WorkListener;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers of the policy to the training tasks, every one kept. No verifier has a say in it: a changed one judges the same
 * answers.
 */
public final class AttemptsStage {
    static final String FILE = "attempts.parquet";

    private static final int VERSION = 2;

    private final Stages stages;
    private final ExperimentInputs inputs;

    public AttemptsStage(Stages stages, ExperimentInputs inputs) {
        this.stages = requireNonNull(stages, "stages is null");
        this.inputs = requireNonNull(inputs, "inputs is null");
    }

    /** The committed answers, written now if they do not stand yet. */
    public StageResult run(AttemptsInput input, WorkListener listener) {
        ExperimentInput experiment = input.experiment();
        EpisodePlan episodes = inputs.episodes(experiment);
        return stages.run(
                identity(input, episodes), experiment, scratch -> compute(input, episodes, scratch, listener));
    }

    /** The committed answers, if they stand. */
    public Optional<StageResult> find(AttemptsInput input) {
        return stages.find(identity(input, inputs.episodes(input.experiment())), input.experiment());
    }

    private StageOutput compute(AttemptsInput input, EpisodePlan episodes, Path scratch, WorkListener listener) {
        ExperimentInput experiment = input.experiment();
        ExperimentSpec spec = experiment.spec();
        List<EpisodeTask> tasks = inputs.tasks(
                experiment, input.dataset(), Side.TRAIN, spec.failures().tasks(), scratch);
        return TokenBudget.of(spec.policy())
                .spend(
                        spec.policy(),
                        budget -> inputs.models().use(experiment.policy(), budget.in(spec.policy()), model -> {
                            List<TaskAnswers> answers = new AttemptSampling(
                                            model.policy(), episodes, spec.failures(), spec.seed())
                                    .run(tasks, listener);
                            Path file = scratch.resolve(FILE);
                            Digest content = RecordFile.write(file, TaskAnswers.class, answers);
                            ObjectNode summary = budget.noteIn(SpecTree.empty()
                                    .put("tasks", answers.size())
                                    .put("generated_tokens", generatedTokens(answers)));
                            return StageOutput.of(Map.of(FILE, file), content, summary);
                        }));
    }

    private static long generatedTokens(List<TaskAnswers> answers) {
        return answers.stream()
                .flatMap(task -> Stream.concat(task.sampled().stream(), task.greedy().stream()))
                .mapToLong(answer -> answer.tokens().size())
                .sum();
    }

    private static StageIdentity identity(AttemptsInput input, EpisodePlan episodes) {
        ExperimentSpec spec = input.experiment().spec();
        ObjectNode parameters = SpecTree.empty().put("seed", spec.seed());
        parameters.set("policy", SpecTree.of(spec.policy(), "checkpoint", "lora"));
        parameters.set("prompts", SpecTree.of(episodes.prompts(), "reflection", "retry"));
        parameters.set("answer", SpecTree.of(spec.episode().firstAnswer(), "temperature"));
        parameters
                .put("samples", spec.failures().samples())
                .put("temperature", spec.failures().temperature())
                .put("tasks", spec.failures().tasks())
                .put("greedy", spec.failures().keep() == KeepChoice.GREEDY_FAILED);
        return StageIdentity.of(
                StageKind.ATTEMPTS,
                VERSION,
                parameters,
                Map.of(
                        "dataset", input.dataset().content(),
                        "model", input.experiment().policy().content()));
    }
}
