package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.TokenBudget;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.stage.Shard;
import dev.r3.activities.stage.Shards;
import dev.r3.activities.stage.Shards.ShardWork;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.activities.table.RecordRows;
import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledShardInput;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.SampledSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How often an arm passes the test tasks whose courses are sampled; numbers alone, no texts. */
public final class SampledStage {
    private static final String FILE = "passes.parquet";
    private static final int VERSION = 1;

    /** A whole number of batches ({@link SampledCourses#batch}): results don't depend on where a shard ends. */
    private static final int SHARD_TASKS = 256;

    private final Stages stages;
    private final ExperimentInputs inputs;
    private final int shardTasks;

    public SampledStage(Stages stages, ExperimentInputs inputs) {
        this(stages, inputs, SHARD_TASKS);
    }

    SampledStage(Stages stages, ExperimentInputs inputs, int shardTasks) {
        this.stages = requireNonNull(stages, "stages is null");
        this.inputs = requireNonNull(inputs, "inputs is null");
        this.shardTasks = shardTasks;
    }

    /**
     * What there is to do.
     *
     * @throws dev.r3.activities.failure.DataFailure if there are no test tasks
     */
    public ShardedStanding find(SampledInput input) {
        return shards(input).standing();
    }

    /** A shard's committed results, computed now if they do not stand yet. */
    public StageResult shard(SampledShardInput input, WorkListener listener) {
        return shards(input.sampled()).run(input.shard(), work(input.sampled()), listener);
    }

    /** The committed results, put together now if they do not stand yet; shards that don't stand are computed. */
    public StageResult run(SampledInput input, WorkListener listener) {
        return shards(input)
                .together(
                        FILE,
                        work(input),
                        (shards, scratch) -> {
                            List<TaskPasses> results = new ArrayList<>();
                            shards.files().forEach(file -> results.addAll(RecordFile.read(file, TaskPasses.class)));
                            SampledArm arm = SampledArm.of(
                                    input.arm().label(), results, sampled(input).samples());
                            ObjectNode notes = GeneratedTokens.noteSum(shards.manifests(), shards.notes());
                            return output(results, notes.setAll(arm.summary()), scratch);
                        },
                        listener);
    }

    /** Fetches the file of a committed stage's tasks; {@link #rows} reads it. */
    static Path file(Stages stages, StageResult stage, Path folder) {
        return stages.download(stage, FILE, folder);
    }

    /** Its tasks one by one, in the order of the test tasks; to be closed. */
    static RecordRows<TaskPasses> rows(Path file) {
        return RecordRows.open(file, TaskPasses.class);
    }

    private ShardWork work(SampledInput input) {
        EpisodePlan episodes = episodes(input);
        return (shard, scratch, listener) -> compute(input, episodes, shard, scratch, listener);
    }

    private StageOutput compute(
            SampledInput input, EpisodePlan episodes, Shard shard, Path scratch, WorkListener listener) {
        ExperimentSpec spec = input.experiment().spec();
        List<EpisodeTask> tasks =
                inputs.tasks(input.experiment(), input.dataset(), Side.TEST, shard.from(), shard.size(), scratch);
        return TokenBudget.of(spec.policy())
                .spend(
                        spec.policy(),
                        listener.shortages(),
                        budget -> inputs.write(input.model(), budget.in(spec.policy()), model -> {
                            CountedPolicy policy = new CountedPolicy(model);
                            List<TaskPasses> results =
                                    SampledCourses.run(tries(input, episodes, policy), tasks, listener);
                            ObjectNode notes = budget.noteIn(SpecTree.empty());
                            policy.tokens().ifPresent(tokens -> tokens.noteIn(notes));
                            return output(results, notes, scratch);
                        }));
    }

    private static SampledTries tries(SampledInput input, EpisodePlan episodes, Policy policy) {
        ExperimentSpec spec = input.experiment().spec();
        EpisodeConfig config = episodes.sampled(sampled(input));
        int samples = sampled(input).samples();
        return input.secondTry() == SecondTryChoice.REFLECTION
                ? new ReflectedTries(policy, config, samples, spec.seed())
                : new UnreflectedTries(
                        policy, config, samples, spec.seed(), episodes.withoutReflection(spec.evaluate()));
    }

    private static StageOutput output(List<TaskPasses> results, ObjectNode summary, Path scratch) {
        Path file = scratch.resolve(FILE);
        Digest content = RecordFile.write(file, TaskPasses.class, results);
        return StageOutput.of(Map.of(FILE, file), content, summary);
    }

    private Shards shards(SampledInput input) {
        int most = input.experiment().spec().evaluate().sampledTasks();
        return new Shards(
                stages,
                identity(input, episodes(input)),
                input.experiment(),
                Shard.of(inputs.taskCount(input.dataset(), Side.TEST, most), shardTasks));
    }

    private EpisodePlan episodes(SampledInput input) {
        return inputs.episodes(input.experiment());
    }

    private static SampledSpec sampled(SampledInput input) {
        return input.experiment().spec().evaluate().sampled();
    }

    private static StageIdentity identity(SampledInput input, EpisodePlan episodes) {
        ExperimentSpec spec = input.experiment().spec();
        ObjectNode parameters = SpecTree.empty()
                .put("verifier", input.experiment().verifier().hex())
                .put("seed", spec.seed());
        parameters.set("policy", SpecTree.of(spec.policy(), "checkpoint", "lora"));
        parameters.set("prompts", SpecTree.of(episodes.prompts()));
        parameters.set("episode", episode(spec.episode()));
        parameters.set("sampled", sampled(sampled(input), input.secondTry()));
        parameters.put("tasks", spec.evaluate().sampledTasks());
        if (input.secondTry() != SecondTryChoice.REFLECTION) {
            parameters.put("given", episodes.withoutReflection(spec.evaluate()));
        }
        return StageIdentity.of(
                StageKind.SAMPLED,
                VERSION,
                parameters,
                Map.of(
                        "dataset", input.dataset().content(),
                        "model", input.model().content()));
    }

    /** As stages' parameters have it: with the second try of a control alone. */
    public static ObjectNode sampled(SampledSpec spec, SecondTryChoice secondTry) {
        ObjectNode sampled = SpecTree.of(spec, "tasks", "controls");
        return secondTry == SecondTryChoice.REFLECTION ? sampled : sampled.put("second-try", secondTry.label());
    }

    /** As stages' parameters have it: without the temperatures of training. */
    public static ObjectNode episode(EpisodeSpec spec) {
        ObjectNode episode = SpecTree.of(spec, "reflections");
        List.of("first-answer", "reflection", "retry")
                .forEach(turn -> episode.withObject("/" + turn).remove("temperature"));
        return episode;
    }
}
