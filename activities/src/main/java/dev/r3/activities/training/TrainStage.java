package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failures.FailureSet;
import dev.r3.activities.failures.FailuresStage;
import dev.r3.activities.policy.CheckpointDigest;
import dev.r3.activities.policy.CheckpointInUse;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.policy.ModelStage;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.model.benchmark.Machine;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.EpochInput;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingObjective;
import dev.r3.workflows.contract.TrainingStanding;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The trained model: a checkpoint, and what the steps that led to it measured and sampled. It is trained epoch by epoch; what an
 * epoch gives is kept in the artifact store, so that any worker can go on.
 */
public final class TrainStage {
    /** The metrics of all steps, a {@link StepMetrics} a line. */
    public static final String METRICS = "metrics.jsonl";

    /** In the summary: what the policy generated in all steps. */
    public static final String GENERATED_TOKENS = "generated_tokens";

    /** In the summary of a training on first answers: the same of the training that it matches. */
    public static final String MATCHED_TOKENS = "matched_tokens";

    private static final int VERSION = 3;

    private final Stages stages;
    private final ArtifactStore store;
    private final ExperimentInputs inputs;
    private final KnownTrainings trainings;

    public TrainStage(Stages stages, ArtifactStore store, ExperimentInputs inputs) {
        this.stages = requireNonNull(stages, "stages is null");
        this.store = requireNonNull(store, "store is null");
        this.inputs = requireNonNull(inputs, "inputs is null");
        this.trainings = new KnownTrainings(store);
    }

    /**
     * How far the training has come; at least as far as the one that it goes on from. Notes it if it is the method's, so
     * that others find it to go on from.
     */
    public TrainingStanding find(TrainingInput input) {
        EpisodePlan episodes = inputs.episodes(input.experiment());
        if (input.objective() == TrainingObjective.REFLECTION) {
            trainings.note(input.experiment().id(), known(input));
        }
        input.matched().ifPresent(this::requireCounted);
        long begun = input.experiment().parent().map(ParentTraining::step).orElse(0L);
        long step = Math.max(archive(input, episodes).newest(), begun);
        return new TrainingStanding(
                step, isOver(input, step), stages.find(identity(input, episodes), input.experiment()));
    }

    /** Before the first step of the control: what it is to match has to be known. */
    private void requireCounted(StageResult training) {
        if (!stages.manifest(training).summary().has(GENERATED_TOKENS)) {
            throw uncounted(training);
        }
    }

    private static ConfigFailure uncounted(StageResult training) {
        return new ConfigFailure(
                "evaluate.task-grpo: training %s is of an older r3, which did not count the tokens that it generated; give the spec another seed to train anew"
                        .formatted(training.digest().abbreviated()));
    }

    /** Whether no step is to come after this one: the control does as many as the training that it matches. */
    private boolean isOver(TrainingInput input, long step) {
        return input.matched()
                .map(matched ->
                        step >= stages.manifest(matched).summary().path("steps").asLong())
                .orElseGet(() -> isConverged(input));
    }

    /** Whether what is kept of the training says that going on promises nothing. */
    private boolean isConverged(TrainingInput input) {
        if (input.experiment().spec().train().convergedAfter() == 0) {
            return false;
        }
        return convergence(input)
                .isReached(steps(input).stream()
                        .flatMap(step -> Stream.ofNullable(step.values().get(SecondTryValidation.SECOND_TRY)))
                        .toList());
    }

    /** By the tasks that there are to validate on, which may be fewer than the spec allows. */
    Convergence convergence(TrainingInput input) {
        ExperimentSpec spec = input.experiment().spec();
        int tasks = inputs.taskCount(
                input.dataset(), Side.VALIDATION, spec.evaluate().validationTasks());
        return new Convergence(spec.train().convergedAfter(), tasks);
    }

    /** What the steps measured that are kept, in their order. */
    public List<StepMetrics> steps(TrainingInput input) {
        return stepsAfter(0, input);
    }

    /** The same of the steps after one. */
    public List<StepMetrics> stepsAfter(long step, TrainingInput input) {
        EpisodePlan episodes = inputs.episodes(input.experiment());
        List<StepMetrics> steps = new ArrayList<>();
        stages.scratch(scratch -> steps.addAll(archive(input, episodes).metricsAfter(step, scratch)));
        return steps;
    }

    /**
     * The folders of the checkpoints of a committed training's snapshots, as far as these are kept, by their steps. They stay
     * from then on: who is told of them may come for them.
     */
    public SortedMap<Long, ArtifactKey> checkpoints(StageResult trained, ExperimentId shownBy) {
        return SnapshotArchive.of(store, trained.digest(), Optional.empty()).checkpointsFor(shownBy);
    }

    /**
     * Trains up to a step, from where the artifact store has the training; if the listener wants it to end before, what was
     * done until then is kept.
     *
     * @return whether training longer promises nothing, by {@code train.converged-after}; of the control, whether it has
     *     done its steps
     */
    public boolean epoch(EpochInput epoch, StepListener listener) {
        TrainingInput input = epoch.training();
        EpisodePlan episodes = inputs.episodes(input.experiment());
        inputs.models().release();
        AtomicLong reached = new AtomicLong();
        stages.scratch(scratch -> {
            TrainingRun run = run(input, episodes, scratch);
            SnapshotArchive archive = archive(input, episodes);
            tell(fetch(input, archive, run, scratch, listener), archive, listener);
            try (CheckpointInUse policy = inputs.checkpoint(input.experiment().policy())) {
                Snapshot last =
                        trainer(input, episodes, policy).train(data(input, scratch), run, epoch.until(), listener);
                archive.keep(last);
                reached.set(last.state().step());
            }
            tell(reached.get(), archive, listener);
            archive.removeOld(input.experiment().spec().train().keepSnapshots());
        });
        return isOver(input, reached.get());
    }

    /** Tells up to which step all is kept, if anything is. */
    private static void tell(long step, SnapshotArchive archive, StepListener listener) {
        if (step > 0) {
            listener.kept(archive.address(step));
        }
    }

    /**
     * Gets what there is to go on from: of this training, or before its first epoch of the parent's.
     *
     * @return its step; 0 if there is nothing
     */
    private long fetch(TrainingInput input, SnapshotArchive own, TrainingRun run, Path scratch, StepListener listener) {
        Optional<ParentTraining> parent = input.experiment().parent().filter(before -> own.newest() < before.step());
        if (parent.isEmpty()) {
            return own.fetch(run.snapshots());
        }
        SnapshotArchive parents =
                SnapshotArchive.of(store, parent.get().training(), parent.get().recomputation());
        new Adoption(parent.get(), parents, scratch.resolve("parent"), listener)
                .into(own, run, validation(input, inputs.episodes(input.experiment())));
        return parent.get().step();
    }

    /** The training, as another one needs to know it. */
    KnownTraining known(TrainingInput input) {
        EpisodePlan episodes = inputs.episodes(input.experiment());
        return new KnownTraining(
                identity(input, episodes).digest(), input.failures().content(), validation(input, episodes));
    }

    /** Commits the model after the last epoch. */
    public StageResult finish(TrainingInput input, StepListener listener) {
        EpisodePlan episodes = inputs.episodes(input.experiment());
        return stages.run(identity(input, episodes), input.experiment(), scratch -> {
            TrainingRun run = run(input, episodes, scratch);
            SnapshotArchive archive = archive(input, episodes);
            tell(archive.fetch(run.snapshots()), archive, listener);
            Path model = scratch.resolve("model");
            long step = export(input, episodes, run, model, listener);
            List<StepMetrics> metrics = archive.metrics(scratch);
            Path curve = scratch.resolve(METRICS);
            JsonLines.write(curve, metrics);
            SortedMap<String, Path> files = new TreeMap<>(ModelStage.files(model));
            files.put(METRICS, curve);
            Path sampled = scratch.resolve(TrajectoryFile.NAME);
            TrajectoryFile.join(archive.trajectories(scratch), sampled);
            files.put(TrajectoryFile.NAME, sampled);
            ObjectNode summary = summary(step, metrics);
            input.matched()
                    .map(matched -> stages.manifest(matched).summary())
                    .ifPresent(matched -> summary.set(MATCHED_TOKENS, matched.path(GENERATED_TOKENS)));
            return StageOutput.of(files, CheckpointDigest.of(model), summary).timed(METRICS);
        });
    }

    private static ObjectNode summary(long step, List<StepMetrics> metrics) {
        ObjectNode summary = SpecTree.empty()
                .put("step", step)
                .put("steps", metrics.size())
                .put(
                        "seconds",
                        metrics.stream()
                                .mapToDouble(done -> done.values().getOrDefault("step_time", 0.0))
                                .sum());
        if (metrics.stream().allMatch(done -> done.generatedTokens().isPresent())) {
            summary.put(
                    GENERATED_TOKENS,
                    metrics.stream()
                            .mapToLong(done -> done.generatedTokens().orElseThrow())
                            .sum());
        }
        long halved = metrics.stream()
                .filter(done -> done.values().containsKey(FailureTrainer.HALVED))
                .count();
        return halved == 0
                ? summary
                : summary.put(
                        "memory",
                        "memory ran out: %d steps were done with half the tokens at a time (policy.cache-tokens where it was above policy.context-tokens, train.micro-batch-tokens), which may change last bits"
                                .formatted(halved));
    }

    private long export(TrainingInput input, EpisodePlan episodes, TrainingRun run, Path model, StepListener listener) {
        try (CheckpointInUse policy = inputs.checkpoint(input.experiment().policy())) {
            return trainer(input, episodes, policy).export(run, model, listener);
        }
    }

    private static FailureTrainer trainer(TrainingInput input, EpisodePlan episodes, CheckpointInUse policy) {
        return new FailureTrainer(input.experiment().spec(), episodes, policy.folder());
    }

    private TrainingData data(TrainingInput input, Path scratch) {
        ExperimentInput experiment = input.experiment();
        ExperimentSpec spec = experiment.spec();
        int validationTasks = spec.evaluate().validationTasks();
        List<EpisodeTask> validation = validationTasks == 0
                ? List.of()
                : inputs.tasks(experiment, input.dataset(), Side.VALIDATION, validationTasks, scratch);
        FailureSet failures = FailureSet.read(
                inputs.file(input.failures(), FailuresStage.FILE, scratch), FailureSet.rule(spec.failures()));
        return new TrainingData(
                inputs.tasks(
                        experiment, input.dataset(), Side.TRAIN, spec.failures().tasks(), scratch),
                failures,
                validation,
                input.matched().map(matched -> matched(matched, failures, spec, scratch.resolve("matched"))));
    }

    private MatchedTokens matched(StageResult training, FailureSet failures, ExperimentSpec spec, Path scratch) {
        List<StepMetrics> steps = JsonLines.read(stages.download(training, METRICS, scratch), StepMetrics.class);
        return new MatchedTokens(
                steps.stream()
                        .map(step -> step.generatedTokens().orElseThrow(() -> uncounted(training)))
                        .toList(),
                spec.episode().reflections(),
                failures.meanAnswerTokens());
    }

    private TrainingRun run(TrainingInput input, EpisodePlan episodes, Path scratch) {
        RunDigests digests = new RunDigests(
                identity(input, episodes).digest().hex(),
                input.failures().content().hex(),
                input.experiment().verifier().hex());
        return new TrainingRun(digests, Machine.now().environment(), scratch.resolve("snapshots"));
    }

    private SnapshotArchive archive(TrainingInput input, EpisodePlan episodes) {
        return SnapshotArchive.of(
                store, identity(input, episodes).digest(), input.experiment().recomputation());
    }

    static StageIdentity identity(TrainingInput input, EpisodePlan episodes) {
        ExperimentSpec spec = input.experiment().spec();
        ObjectNode parameters = SpecTree.empty()
                .put("seed", spec.seed())
                .put("verifier", input.experiment().verifier().hex());
        parameters.set("policy", SpecTree.of(spec.policy(), "checkpoint"));
        parameters.set("prompts", SpecTree.of(episodes.prompts()));
        parameters.set("episode", SpecTree.of(spec.episode()));
        parameters.set("train", SpecTree.of(spec.train(), "keep-snapshots"));
        parameters.put("validation-tasks", spec.evaluate().validationTasks());
        // The failure set has all attempts: which of them are trained on is the rule's choice.
        parameters.set("rule", SpecTree.of(spec.failures(), "samples", "temperature", "tasks"));
        Map<String, Digest> read = new TreeMap<>(Map.of(
                "dataset", input.dataset().content(),
                "failures", input.failures().content(),
                "model", input.experiment().policy().content()));
        input.experiment().parent().ifPresent(parent -> {
            parameters.put("parent-step", parent.step());
            read.put("parent", parent.training());
            if (!parent.validation().equals(validation(input, episodes))) {
                parameters.put("choice", "anew");
            }
        });
        input.matched().ifPresent(matched -> {
            parameters.put("objective", input.objective().weights());
            read.put("matched", matched.digest());
        });
        return StageIdentity.of(StageKind.TRAIN, VERSION, parameters, read);
    }

    /** What the best step is chosen by; empty if the last one is taken. */
    private static Optional<Digest> validation(TrainingInput input, EpisodePlan episodes) {
        ExperimentSpec spec = input.experiment().spec();
        if (spec.evaluate().validationTasks() == 0) {
            return Optional.empty();
        }
        ObjectNode choice = SpecTree.empty()
                .put("dataset", input.dataset().content().hex())
                .put("verifier", input.experiment().verifier().hex())
                .put("tasks", spec.evaluate().validationTasks());
        choice.set("policy", SpecTree.of(spec.policy(), "checkpoint", "lora"));
        choice.set("prompts", SpecTree.of(episodes.prompts()));
        choice.set("episode", SpecTree.of(spec.episode(), "reflections"));
        return Optional.of(new Digest(CanonicalJson.sha256(choice)));
    }
}
