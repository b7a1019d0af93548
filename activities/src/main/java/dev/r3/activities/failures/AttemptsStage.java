package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.TokenBudget;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.Shard;
import dev.r3.activities.stage.ShardResults;
import dev.r3.activities.stage.Shards;
import dev.r3.activities.stage.Shards.ShardWork;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.activities.table.RecordRows;
import dev.r3.activities.table.RecordWriter;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.AttemptsShardInput;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.FailuresSpec;
import dev.r3.workflows.contract.spec.KeepChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Answers of the policy to the training tasks, every one kept. No verifier has a say in it: a changed one judges the same
 * answers.
 */
public final class AttemptsStage {
    static final String FILE = "attempts.parquet";

    private static final int VERSION = 2;

    /** About so many: as many as an evaluation's shard writes turns, minutes of work for a small model. */
    private static final int SHARD_ANSWERS = 8_192;

    private final Stages stages;
    private final ExperimentInputs inputs;
    private final int shardAnswers;

    public AttemptsStage(Stages stages, ExperimentInputs inputs) {
        this(stages, inputs, SHARD_ANSWERS);
    }

    AttemptsStage(Stages stages, ExperimentInputs inputs, int shardAnswers) {
        this.stages = requireNonNull(stages, "stages is null");
        this.inputs = requireNonNull(inputs, "inputs is null");
        this.shardAnswers = shardAnswers;
    }

    /**
     * What there is to do.
     *
     * @throws dev.r3.activities.failure.DataFailure if there are no training tasks
     */
    public ShardedStanding find(AttemptsInput input) {
        return shards(input).standing();
    }

    /** A shard's committed answers, written now if they do not stand yet. */
    public StageResult shard(AttemptsShardInput input, WorkListener listener) {
        return shards(input.attempts()).run(input.shard(), work(input.attempts()), listener);
    }

    /** The committed answers, put together now if they do not stand yet; shards that don't stand are written. */
    public StageResult run(AttemptsInput input, WorkListener listener) {
        return shards(input).together(FILE, work(input), AttemptsStage::together, listener);
    }

    private Shards shards(AttemptsInput input) {
        ExperimentInput experiment = input.experiment();
        FailuresSpec spec = experiment.spec().failures();
        return new Shards(
                stages,
                identity(input, inputs.episodes(experiment)),
                experiment,
                Shard.of(
                        inputs.taskCount(input.dataset(), Side.TRAIN, spec.tasks()),
                        AttemptSampling.tasksOf(shardAnswers, spec.samples())));
    }

    private ShardWork work(AttemptsInput input) {
        EpisodePlan episodes = inputs.episodes(input.experiment());
        return (shard, scratch, listener) -> compute(input, episodes, shard, scratch, listener);
    }

    private StageOutput compute(
            AttemptsInput input, EpisodePlan episodes, Shard shard, Path scratch, WorkListener listener) {
        ExperimentInput experiment = input.experiment();
        ExperimentSpec spec = experiment.spec();
        List<EpisodeTask> tasks =
                inputs.tasks(experiment, input.dataset(), Side.TRAIN, shard.from(), shard.size(), scratch);
        return TokenBudget.of(spec.policy())
                .spend(
                        spec.policy(),
                        listener.shortages(),
                        budget -> inputs.models().use(experiment.policy(), budget.in(spec.policy()), model -> {
                            List<TaskAnswers> answers = new AttemptSampling(
                                            model.policy(), episodes, spec.failures(), spec.seed())
                                    .run(tasks, listener);
                            Path file = scratch.resolve(FILE);
                            Digest content = RecordFile.write(file, TaskAnswers.class, answers);
                            return StageOutput.of(Map.of(FILE, file), content, budget.noteIn(summary(answers)));
                        }));
    }

    private static ObjectNode summary(List<TaskAnswers> answers) {
        return summary(
                answers.size(),
                answers.stream().mapToLong(TaskAnswers::generatedTokens).sum());
    }

    private static ObjectNode summary(long tasks, long generatedTokens) {
        return SpecTree.empty().put("tasks", tasks).put("generated_tokens", generatedTokens);
    }

    /** The shards' rows in one file: copied row by row, as all of them may be many. */
    private static StageOutput together(ShardResults shards, Path scratch) {
        Path file = scratch.resolve(FILE);
        long tasks = 0;
        long tokens = 0;
        try (RecordWriter<TaskAnswers> all = RecordWriter.open(file, TaskAnswers.class)) {
            for (Path shard : shards.files()) {
                try (RecordRows<TaskAnswers> rows = RecordRows.open(shard, TaskAnswers.class)) {
                    while (rows.hasNext()) {
                        TaskAnswers answers = rows.next();
                        all.add(answers);
                        tasks++;
                        tokens += answers.generatedTokens();
                    }
                }
            }
            return StageOutput.of(
                    Map.of(FILE, file), all.finish(), shards.notes().setAll(summary(tasks, tokens)));
        }
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
