package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.WorkListener;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ShardedStanding;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StagePart;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stage's shards: stages of their own, which any workers compute in any order before the stage is put together. */
public final class Shards {
    private final Stages stages;
    private final StageIdentity whole;
    private final ExperimentInput experiment;
    private final List<Shard> shards;

    /** Computes a shard in a scratch folder of its own. */
    @FunctionalInterface
    public interface ShardWork {
        /**
         * @param listener hears how much of the shard is done
         */
        StageOutput compute(Shard shard, Path scratch, WorkListener listener);
    }

    /** Puts a stage together in a scratch folder of its own. */
    @FunctionalInterface
    public interface Assembly {
        StageOutput compute(ShardResults shards, Path scratch);
    }

    /**
     * @param whole the stage that is put together
     * @param shards all of its tasks, in their order
     */
    public Shards(Stages stages, StageIdentity whole, ExperimentInput experiment, List<Shard> shards) {
        this.stages = requireNonNull(stages, "stages is null");
        this.whole = requireNonNull(whole, "whole is null");
        this.experiment = requireNonNull(experiment, "experiment is null");
        this.shards = List.copyOf(shards);
    }

    /** What there is to do. */
    public ShardedStanding standing() {
        return new ShardedStanding(shards.size(), stages.find(whole, experiment));
    }

    /**
     * A committed shard, computed now if it does not stand yet.
     *
     * @param shard from 0
     * @param listener hears how much of the stage is done
     */
    public StageResult run(int shard, ShardWork work, WorkListener listener) {
        Shard part = shards.get(shard);
        listener.part(new StagePart(part.from(), shards.size()), part.until());
        return run(part, work, listener);
    }

    private StageResult run(Shard shard, ShardWork work, WorkListener listener) {
        return stages.run(
                identity(shard),
                experiment,
                scratch -> work.compute(shard, scratch, new ShardListener(shard, tasks(), listener)));
    }

    /** All of the stage's. */
    private int tasks() {
        return shards.get(shards.size() - 1).until();
    }

    /**
     * The committed stage, put together now if it does not stand yet; shards that don't stand are computed.
     *
     * @param file what each shard has its results in
     * @param listener hears how much of the stage is done
     */
    public StageResult together(String file, ShardWork work, Assembly assembly, WorkListener listener) {
        return stages.run(
                whole, experiment, scratch -> assembly.compute(results(file, work, scratch, listener), scratch));
    }

    private ShardResults results(String file, ShardWork work, Path scratch, WorkListener listener) {
        List<Path> files = new ArrayList<>();
        List<Manifest> manifests = new ArrayList<>();
        StageCost cost = StageCost.NONE;
        for (Shard shard : shards) {
            // What is computed here and now is in the time of the whole.
            cost = stages.find(identity(shard), experiment)
                    .map(stages::manifest)
                    .map(StageCost::of)
                    .map(cost::plus)
                    .orElse(cost);
            StageResult computed = run(shard, work, listener);
            files.add(stages.download(computed, file, scratch.resolve("shard-" + shard.from())));
            manifests.add(stages.manifest(computed));
        }
        listener.progressed(tasks(), tasks());
        return new ShardResults(files, manifests, cost);
    }

    private StageIdentity identity(Shard shard) {
        return StageIdentity.of(
                StageKind.SHARD,
                whole.version(),
                SpecTree.empty().put("from", shard.from()).put("until", shard.until()),
                Map.of(whole.kind().label(), whole.digest()));
    }
}
