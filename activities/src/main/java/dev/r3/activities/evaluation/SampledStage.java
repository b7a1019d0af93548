package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.TokenBudget;
import dev.r3.activities.policy.WorkListener;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageCost;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.EvaluationStanding;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledShardInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.SampledSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How often one model's weights pass the test tasks whose courses are sampled; numbers alone, no texts. */
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
    public EvaluationStanding find(SampledInput input) {
        return new EvaluationStanding(
                shards(input).size(), stages.find(identity(input, episodes(input)), input.experiment()));
    }

    /** A shard's committed results, computed now if they do not stand yet. */
    public StageResult shard(SampledShardInput input, WorkListener listener) {
        SampledInput sampled = input.sampled();
        EpisodePlan episodes = episodes(sampled);
        Shard shard = shards(sampled).get(input.shard());
        return stages.run(
                identity(sampled, episodes, shard),
                sampled.experiment(),
                scratch -> compute(sampled, episodes, shard, scratch, listener));
    }

    /** The committed results, put together now if they do not stand yet; shards that don't stand are computed. */
    public StageResult run(SampledInput input, WorkListener listener) {
        ExperimentInput experiment = input.experiment();
        EpisodePlan episodes = episodes(input);
        return stages.run(identity(input, episodes), experiment, scratch -> {
            List<TaskPasses> results = new ArrayList<>();
            ObjectNode notes = SpecTree.empty();
            StageCost cost = StageCost.NONE;
            Optional<GeneratedTokens> tokens = Optional.of(GeneratedTokens.NONE);
            for (Shard shard : shards(input)) {
                StageIdentity identity = identity(input, episodes, shard);
                cost = stages.find(identity, experiment)
                        .map(stages::manifest)
                        .map(StageCost::of)
                        .map(cost::plus)
                        .orElse(cost);
                StageResult computed =
                        stages.run(identity, experiment, part -> compute(input, episodes, shard, part, listener));
                results.addAll(RecordFile.read(
                        inputs.file(computed, FILE, scratch.resolve("shard-" + shard.from())), TaskPasses.class));
                Manifest manifest = stages.manifest(computed);
                notes.setAll((ObjectNode) manifest.summary());
                tokens = tokens.flatMap(before -> GeneratedTokens.of(manifest).map(before::plus));
            }
            GeneratedTokens.removedFrom(notes);
            tokens.ifPresent(all -> all.noteIn(notes));
            SampledArm arm =
                    SampledArm.of(input.weights(), results, sampled(input).samples());
            return output(results, notes.setAll(cost.noteIn(arm.summary())), scratch);
        });
    }

    private StageOutput compute(
            SampledInput input, EpisodePlan episodes, Shard shard, Path scratch, WorkListener listener) {
        ExperimentSpec spec = input.experiment().spec();
        List<EpisodeTask> tasks =
                inputs.tasks(input.experiment(), input.dataset(), Side.TEST, shard.from(), shard.size(), scratch);
        return TokenBudget.of(spec.policy())
                .spend(
                        spec.policy(),
                        budget -> inputs.write(input.model(), budget.in(spec.policy()), model -> {
                            CountedPolicy policy = new CountedPolicy(model);
                            List<TaskPasses> results = new SampledCourses(
                                            policy,
                                            episodes.sampled(sampled(input)),
                                            sampled(input).samples(),
                                            spec.seed())
                                    .run(tasks, listener);
                            ObjectNode notes = budget.noteIn(SpecTree.empty());
                            policy.tokens().ifPresent(tokens -> tokens.noteIn(notes));
                            return output(results, notes, scratch);
                        }));
    }

    private static StageOutput output(List<TaskPasses> results, ObjectNode summary, Path scratch) {
        Path file = scratch.resolve(FILE);
        Digest content = RecordFile.write(file, TaskPasses.class, results);
        return StageOutput.of(Map.of(FILE, file), content, summary);
    }

    private List<Shard> shards(SampledInput input) {
        int most = input.experiment().spec().evaluate().sampledTasks();
        return Shard.of(inputs.taskCount(input.dataset(), Side.TEST, most), shardTasks);
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
        parameters.set("sampled", SpecTree.of(sampled(input), "tasks"));
        parameters.put("tasks", spec.evaluate().sampledTasks());
        return StageIdentity.of(
                StageKind.SAMPLED,
                VERSION,
                parameters,
                Map.of(
                        "dataset", input.dataset().content(),
                        "model", input.model().content()));
    }

    /** As stages' parameters have it: without the temperatures of training. */
    public static ObjectNode episode(EpisodeSpec spec) {
        ObjectNode episode = SpecTree.of(spec, "reflections");
        List.of("first-answer", "reflection", "retry")
                .forEach(turn -> episode.withObject("/" + turn).remove("temperature"));
        return episode;
    }

    private static StageIdentity identity(SampledInput input, EpisodePlan episodes, Shard shard) {
        return StageIdentity.of(
                StageKind.SHARD,
                VERSION,
                SpecTree.empty().put("from", shard.from()).put("until", shard.until()),
                Map.of("sampled", identity(input, episodes).digest()));
    }
}
