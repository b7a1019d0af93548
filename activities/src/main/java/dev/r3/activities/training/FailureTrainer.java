package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.ArmEvaluation;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.GateFailure;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.policy.TokenBudget;
import dev.r3.model.checkpoint.CheckpointWriter;
import dev.r3.model.checkpoint.ElementType;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderAdapters;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.Precision;
import dev.r3.model.grpo.LossTokens;
import dev.r3.model.lora.FreshAdapter;
import dev.r3.model.lora.LoraAdapter;
import dev.r3.model.lora.LoraConfig;
import dev.r3.model.lora.MergedWeights;
import dev.r3.model.reflect.FirstAnswerConfig;
import dev.r3.model.snapshot.Retention;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotStore;
import dev.r3.model.snapshot.Snapshots;
import dev.r3.model.snapshot.StoreInUseException;
import dev.r3.model.train.AdapterFiles;
import dev.r3.model.train.AdapterFreeReference;
import dev.r3.model.train.AnchorAnswers;
import dev.r3.model.train.FrozenReference;
import dev.r3.model.train.GateException;
import dev.r3.model.train.GrpoConfig;
import dev.r3.model.train.GrpoTrainer;
import dev.r3.model.train.GrpoTraining;
import dev.r3.model.train.GrpoTrainingConfig;
import dev.r3.model.train.ModelFiles;
import dev.r3.model.train.Reference;
import dev.r3.model.train.ReflectRollouts;
import dev.r3.model.train.RolloutSource;
import dev.r3.model.train.TaskRollouts;
import dev.r3.model.train.TrainedRollouts;
import dev.r3.model.train.TrainingFiles;
import dev.r3.model.train.TrainingListener;
import dev.r3.model.train.Validation;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.LoraSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Trains a policy on its failures by GRPO: on its reflections, or on first answers anew. Snapshots of the run lie in a
 * folder; a run that was stopped goes on from the last one.
 */
public final class FailureTrainer {
    /** Stands at 1 beside a step that was done with half of the tokens at a time, as memory had run out. */
    static final String HALVED = "memory/halved";

    private static final int SNAPSHOTS_KEPT = 2;
    private static final long SHARD_BYTES = 5_000_000_000L;

    private final ExperimentSpec spec;
    private final EpisodePlan episodes;
    private final Path checkpoint;

    /**
     * @param checkpoint of the policy
     */
    public FailureTrainer(ExperimentSpec spec, EpisodePlan episodes, Path checkpoint) {
        this.spec = requireNonNull(spec, "spec is null");
        this.episodes = requireNonNull(episodes, "episodes is null");
        this.checkpoint = requireNonNull(checkpoint, "checkpoint is null");
    }

    /**
     * Does what is left of the run up to a step, or to an earlier one at which the listener wants it to end.
     *
     * @param until a step after which all is kept
     * @return the snapshot of the step that it ended with
     * @throws GateFailure if training must stop
     * @throws StorageFailure if files can't be read or written, or another run has the folder
     */
    public Snapshot train(TrainingData data, TrainingRun run, long until, StepListener listener) {
        return TokenBudget.of(spec.policy(), spec.train().microBatchTokens())
                .spend(spec.policy(), listener.shortages(), budget -> train(data, run, until, budget, listener));
    }

    private Snapshot train(TrainingData data, TrainingRun run, long until, TokenBudget budget, StepListener listener) {
        try (LocalModel model = LocalModel.open(checkpoint, budget.in(spec.policy()), adapter());
                SnapshotStore store = SnapshotStore.open(run.snapshots(), new Retention(SNAPSHOTS_KEPT), listener)) {
            DecoderTraining training = DecoderTraining.of(model.decoder());
            GrpoTrainingConfig config = TrainingPlan.of(spec, episodes, data.objective(), budget.microBatchTokens());
            try (Original original = original(model, config.grpo());
                    EpochFiles files = new EpochFiles(files(model, training), run.snapshots())) {
                GrpoTrainer trainer = new GrpoTrainer(training, original.reference(), config.grpo());
                Steps steps = new Steps(trainer, files, validation(model, data), config, budget, listener);
                GrpoTraining<?> left = data.matched().isPresent()
                        ? steps.on(
                                answers(model, data, data.matched().get()),
                                AnchorAnswers.NONE,
                                Trajectories::ofFirstAnswers)
                        : steps.on(reflections(model, data), anchor(data), Trajectories::ofReflections);
                return left.runUntil(until, store, run.digests(), run.environment());
            }
        } catch (GateException e) {
            throw new GateFailure("training stopped: " + e.getMessage(), e);
        } catch (StoreInUseException e) {
            throw new StorageFailure("another r3 trains in %s: %s".formatted(run.snapshots(), e.getMessage()), e);
        } catch (IOException e) {
            throw unkept(run, e);
        }
    }

    /**
     * Writes the chosen snapshot's model as a checkpoint of its own, adapters worked in: the one that did best on
     * validation tasks if there were any, else the last.
     *
     * @param trained folder that must not hold a checkpoint yet
     * @return the step whose weights were chosen
     * @throws StorageFailure if files can't be read or written
     */
    public long export(TrainingRun run, Path trained, StepListener listener) {
        try (LocalModel model = LocalModel.open(checkpoint, spec.policy(), adapter())) {
            Snapshots snapshots = new Snapshots(run.snapshots(), listener);
            Snapshot chosen = snapshots
                    .best(run.expected())
                    .or(() -> latest(snapshots, run))
                    .orElseThrow(() ->
                            new StorageFailure("no snapshot of the training is whole; run the experiment again", null));
            files(model, DecoderTraining.of(model.decoder())).restore(chosen);
            new CheckpointWriter(ElementType.F32, SHARD_BYTES).write(model.checkpoint(), weights(model), trained);
            return chosen.state().step();
        } catch (IOException e) {
            throw unkept(run, e);
        }
    }

    private static Optional<Snapshot> latest(Snapshots snapshots, TrainingRun run) {
        try {
            return snapshots.latest(run.expected());
        } catch (IOException e) {
            throw unkept(run, e);
        }
    }

    private static StorageFailure unkept(TrainingRun run, IOException e) {
        return new StorageFailure(
                "cannot keep training in %s: %s".formatted(run.snapshots(), FileFailures.explain(e, run.snapshots())),
                e);
    }

    /** The policy as it was, if the loss needs it. */
    private Original original(LocalModel model, GrpoConfig config) {
        if (config.objective().kl().isEmpty() && config.anchor().isEmpty()) {
            return new Original(Optional.empty(), () -> {});
        }
        if (spec.policy().lora().enabled()) {
            return new Original(Optional.of(new AdapterFreeReference(model.decoder())), () -> {});
        }
        Decoder frozen = Decoder.load(model.checkpoint(), Precision.FLOAT32);
        return new Original(Optional.of(new FrozenReference(frozen)), frozen::close);
    }

    private record Original(Optional<Reference> reference, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    private ReflectRollouts reflections(LocalModel model, TrainingData data) {
        return new ReflectRollouts(
                model.policy(),
                episodes.training(),
                LossTokens.REFLECTION,
                data.failures().curriculum(data.tasks(), spec.train().failuresPerStep(), spec.seed()),
                spec.seed());
    }

    private TaskRollouts answers(LocalModel model, TrainingData data, MatchedTokens matched) {
        return new TaskRollouts(
                model.policy(),
                FirstAnswerConfig.sampled(
                        episodes.prompts(), TrainingPlan.firstAnswer(spec, episodes), matched.group()),
                data.failures().taskCurriculum(data.tasks(), matched::tasks, spec.seed()),
                spec.seed());
    }

    private AnchorAnswers anchor(TrainingData data) {
        return spec.train().anchor().enabled()
                ? data.failures().anchor(spec.train().anchor().answersPerStep(), spec.seed())
                : AnchorAnswers.NONE;
    }

    /** What is the same whatever is written and rewarded. */
    private record Steps(
            GrpoTrainer trainer,
            EpochFiles files,
            Optional<Validation> validation,
            GrpoTrainingConfig config,
            TokenBudget budget,
            StepListener listener) {

        <R> GrpoTraining<R> on(RolloutSource<R> source, AnchorAnswers anchor, Rows<R> rows) {
            return new GrpoTraining<>(source, trainer, files, anchor, validation, config, new TrainingListener<>() {
                @Override
                public void step(
                        long step, long steps, SortedMap<String, Double> metrics, TrainedRollouts<R> rollouts) {
                    done(step, steps, metrics, rows.of(step, rollouts));
                }

                @Override
                public boolean isToEnd() {
                    return listener.isToEnd();
                }
            });
        }

        private void done(long step, long steps, SortedMap<String, Double> metrics, Stream<Trajectory> sampled) {
            if (!budget.note().isEmpty()) {
                metrics.put(HALVED, 1.0);
            }
            StepMetrics done = new StepMetrics(step, System.currentTimeMillis(), metrics);
            files.add(done, sampled);
            listener.trained(done, steps);
        }
    }

    /** What is kept of a step's rollouts. */
    @FunctionalInterface
    private interface Rows<R> {
        Stream<Trajectory> of(long step, TrainedRollouts<R> rollouts);
    }

    private Optional<Validation> validation(LocalModel model, TrainingData data) {
        return data.validation().isEmpty()
                ? Optional.empty()
                : Optional.of(new SecondTryValidation(
                        new ArmEvaluation(model.policy(), episodes.evaluation()), data.validation()));
    }

    /** With adapters worked in. */
    private Map<String, FloatTensor> weights(LocalModel model) {
        Map<String, FloatTensor> weights = model.decoder().tensors();
        if (!spec.policy().lora().enabled()) {
            return weights;
        }
        DecoderAdapters adapters = DecoderAdapters.of(model.decoder());
        return MergedWeights.of(weights, adapters.config(), adapters.tensors());
    }

    private TrainingFiles files(LocalModel model, DecoderTraining training) {
        return spec.policy().lora().enabled()
                ? new AdapterFiles(checkpoint.toString(), model.decoder(), training)
                : new ModelFiles(model.checkpoint(), training);
    }

    private Optional<LoraAdapter> adapter() {
        LoraSpec lora = spec.policy().lora();
        return lora.enabled()
                ? Optional.of(
                        new FreshAdapter(new LoraConfig(lora.targetNames(), lora.rank(), lora.alpha()), spec.seed()))
                : Optional.empty();
    }
}
