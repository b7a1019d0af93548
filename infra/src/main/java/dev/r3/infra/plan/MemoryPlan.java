package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.model.benchmark.WorkingMemory;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.TrainSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How much memory a worker's process needs for an experiment's stages, on a machine with as many cores as this one. */
final class MemoryPlan {
    private final ExperimentSpec spec;
    private final Map<String, ModelConfig> models;

    /**
     * @param models by the names of their weights in arms
     */
    MemoryPlan(ExperimentSpec spec, Map<String, ModelConfig> models) {
        this.spec = requireNonNull(spec, "spec is null");
        this.models = Map.copyOf(models);
    }

    /** To write with weights; trained ones have the sizes of those that they are trained from. */
    OptionalLong writing(String weights) {
        boolean trained = weights.equals(ArmName.TRAINED) || weights.equals(ArmName.TASK_GRPO);
        return Optional.ofNullable(models.get(trained ? ArmName.VANILLA : weights))
                .map(config -> OptionalLong.of(writing(config).bytes()))
                .orElse(OptionalLong.empty());
    }

    private WorkingMemory writing(ModelConfig config) {
        return WorkingMemory.ofWriting(
                config, spec.policy().cacheTokens(), spec.policy().contextTokens());
    }

    OptionalLong training() {
        ModelConfig config = models.get(ArmName.VANILLA);
        if (config == null) {
            return OptionalLong.empty();
        }
        TrainSpec train = spec.train();
        boolean lora = spec.policy().lora().enabled();
        boolean reference = train.beta() > 0 || train.anchor().enabled();
        WorkingMemory memory = lora
                ? writing(config).withAdapters(config, spec.policy().lora().rank())
                : writing(config)
                        .withTrainedWeights(config, Runtime.getRuntime().availableProcessors());
        // Adapters that are left out are the reference.
        WorkingMemory both = reference && !lora ? memory.withReference(config) : memory;
        return OptionalLong.of(both.withPass(
                        config, passTokens(train, spec.episode()), spec.policy().contextTokens())
                .bytes());
    }

    /** A step may have fewer tokens than go through the model at once. */
    private long passTokens(TrainSpec train, EpisodeSpec episode) {
        long group = spec.policy().contextTokens()
                + (long) episode.reflections() * episode.reflection().maxTokens();
        long step = train.failuresPerStep() * group;
        return Math.min(train.microBatchTokens(), step);
    }
}
