package dev.r3.activities.evaluation;

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
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.EvaluationInput;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.ShardInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How one arm did on the test tasks. */
public final class EvaluationStage {
    private static final String FILE = "results.parquet";
    private static final int VERSION = 3;

    /**
     * A whole number of batches; minutes of work for a small model. Where a shard ends decides which tasks are written
     * together, and so a result's last bits: another number is another {@link #VERSION}.
     */
    private static final int SHARD_TASKS = 4_096;

    private final Stages stages;
    private final ExperimentInputs inputs;
    private final int shardTasks;

    public EvaluationStage(Stages stages, ExperimentInputs inputs) {
        this(stages, inputs, SHARD_TASKS);
    }

    EvaluationStage(Stages stages, ExperimentInputs inputs, int shardTasks) {
        this.stages = requireNonNull(stages, "stages is null");
        this.inputs = requireNonNull(inputs, "inputs is null");
        this.shardTasks = shardTasks;
    }

    /**
     * What there is to do.
     *
     * @throws dev.r3.activities.failure.DataFailure if there are no test tasks
     * @throws dev.r3.activities.failure.ConfigFailure if the retry without reflection would be asked for with one
     */
    public ShardedStanding find(EvaluationInput input) {
        return shards(input).standing();
    }

    private Shards shards(EvaluationInput input) {
        ExperimentInput experiment = input.experiment();
        int most = experiment.spec().evaluate().tasks();
        return new Shards(
                stages,
                identity(input, inputs.episodes(experiment)),
                experiment,
                Shard.of(inputs.taskCount(input.dataset(), Side.TEST, most), shardTasks));
    }

    /** A shard's committed results, computed now if they do not stand yet. */
    public StageResult shard(ShardInput input, WorkListener listener) {
        return shards(input.evaluation()).run(input.shard(), work(input.evaluation()), listener);
    }

    private ShardWork work(EvaluationInput input) {
        EpisodePlan episodes = inputs.episodes(input.experiment());
        return (shard, scratch, listener) -> compute(input, episodes, shard, scratch, listener);
    }

    /** The arm's committed results, put together now if they do not stand yet; shards that don't stand are computed. */
    public StageResult run(EvaluationInput input, WorkListener listener) {
        return shards(input).together(FILE, work(input), EvaluationStage::together, listener);
    }

    /** The shards' rows in one file: copied row by row, as all of them may be many. */
    private static StageOutput together(ShardResults shards, Path scratch) {
        Path file = scratch.resolve(FILE);
        ResultCounts counts = ResultCounts.NONE;
        try (RecordWriter<TaskResult> all = RecordWriter.open(file, TaskResult.class)) {
            for (Path shard : shards.files()) {
                try (RecordRows<TaskResult> rows = RecordRows.open(shard, TaskResult.class)) {
                    while (rows.hasNext()) {
                        TaskResult result = rows.next();
                        all.add(result);
                        counts = counts.plus(result);
                    }
                }
            }
            ObjectNode notes = GeneratedTokens.noteSum(shards.manifests(), shards.notes());
            return StageOutput.of(Map.of(FILE, file), all.finish(), notes.setAll(counts.summary()));
        }
    }

    private static StageOutput output(List<TaskResult> results, ObjectNode summary, Path scratch) {
        Path file = scratch.resolve(FILE);
        Digest content = RecordFile.write(file, TaskResult.class, results);
        return StageOutput.of(Map.of(FILE, file), content, summary);
    }

    /** A committed arm. */
    static Arm read(Stages stages, StageResult stage, String name, Path scratch) {
        return new Arm(name, RecordFile.read(stages.download(stage, FILE, scratch), TaskResult.class));
    }

    /** A committed arm without what was written: read row by row, as all of it may be large. */
    public static Arm verdicts(Stages stages, StageResult stage, String name, Path scratch) {
        List<TaskResult> verdicts = new ArrayList<>();
        try (RecordRows<TaskResult> results = rows(stages, stage, scratch)) {
            results.forEachRemaining(result -> verdicts.add(result.verdicts()));
        }
        return new Arm(name, verdicts);
    }

    /** A committed arm's results one by one, in the order of the test tasks; to be closed. */
    public static RecordRows<TaskResult> rows(Stages stages, StageResult stage, Path scratch) {
        return RecordRows.open(file(stages, stage, scratch), TaskResult.class);
    }

    /** A committed arm's results, a {@link TaskResult} a row, fetched into a folder. */
    public static Path file(Stages stages, StageResult stage, Path folder) {
        return stages.download(stage, FILE, folder);
    }

    private StageOutput compute(
            EvaluationInput input, EpisodePlan episodes, Shard shard, Path scratch, WorkListener listener) {
        ExperimentSpec spec = input.experiment().spec();
        List<EpisodeTask> tasks =
                inputs.tasks(input.experiment(), input.dataset(), Side.TEST, shard.from(), shard.size(), scratch);
        return TokenBudget.of(spec.policy())
                .spend(
                        spec.policy(),
                        listener.shortages(),
                        budget -> inputs.write(input.model(), budget.in(spec.policy()), model -> {
                            CountedPolicy policy = new CountedPolicy(model);
                            ArmEvaluation evaluation = new ArmEvaluation(policy, episodes.evaluation());
                            List<TaskResult> results = input.reflecting()
                                    .map(own -> controlled(
                                            evaluation, tasks, shard, reflected(own, scratch), input, listener))
                                    .orElseGet(() -> evaluation.reflecting(tasks, listener));
                            ObjectNode notes = budget.noteIn(SpecTree.empty());
                            policy.tokens().ifPresent(tokens -> tokens.noteIn(notes));
                            return output(results, notes, scratch);
                        }));
    }

    private List<TaskResult> controlled(
            ArmEvaluation evaluation,
            List<EpisodeTask> tasks,
            Shard shard,
            ReflectedResults own,
            EvaluationInput input,
            WorkListener listener) {
        SecondTry control = control(input, inputs.episodes(input.experiment()));
        return evaluation.controlled(
                tasks, own.of(shard), GivenReflections.of(control, own, shard), control.label(), listener);
    }

    private ReflectedResults reflected(StageResult own, Path folder) {
        return new ReflectedResults(inputs.file(own, FILE, folder));
    }

    private static SecondTry control(EvaluationInput input, EpisodePlan episodes) {
        ExperimentSpec spec = input.experiment().spec();
        return switch (input.arm().secondTry()) {
            case NO_REFLECTION -> new SecondTry.NoReflection(episodes.withoutReflection(spec.evaluate()));
            case GENERIC_REFLECTION ->
                new SecondTry.GenericReflection(spec.evaluate().genericReflection());
            case FOREIGN_REFLECTION -> new SecondTry.ForeignReflection(spec.seed());
            case REFLECTION -> throw new IllegalArgumentException("the arm that reflects is no control");
        };
    }

    private static StageIdentity identity(EvaluationInput input, EpisodePlan episodes) {
        ExperimentSpec spec = input.experiment().spec();
        ObjectNode parameters =
                SpecTree.empty().put("verifier", input.experiment().verifier().hex());
        parameters.set("policy", SpecTree.of(spec.policy(), "checkpoint", "lora"));
        parameters.set("prompts", SpecTree.of(episodes.prompts()));
        parameters.set("episode", SpecTree.of(spec.episode(), "reflections"));
        parameters.put("tasks", spec.evaluate().tasks());
        parameters.put("second-try", input.arm().secondTry().label());
        parameters.put("given", given(input, episodes));
        Map<String, Digest> inputs = new TreeMap<>();
        inputs.put("dataset", input.dataset().content());
        inputs.put("model", input.model().content());
        input.reflecting().ifPresent(own -> inputs.put("reflecting", own.content()));
        return StageIdentity.of(StageKind.EVALUATION, VERSION, parameters, inputs);
    }

    /** What a control's retries depend on besides. */
    private static String given(EvaluationInput input, EpisodePlan episodes) {
        if (input.arm().secondTry() == SecondTryChoice.REFLECTION) {
            return "";
        }
        SecondTry control = control(input, episodes);
        if (control instanceof SecondTry.NoReflection none) {
            return none.request();
        } else if (control instanceof SecondTry.GenericReflection generic) {
            return generic.text();
        }
        // Not the seed alone: an older R3 dealt them out among all failed tasks.
        return "%d, among tasks with a reflection".formatted(((SecondTry.ForeignReflection) control).seed());
    }
}
