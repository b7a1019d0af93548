package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.Side;
import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.port.ModelNote;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.activities.port.RunRecord.StoredFile;
import dev.r3.activities.port.RunTags;
import dev.r3.activities.port.RunTracker;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.promotion.DecidedGate;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.training.StepMetrics;
import dev.r3.activities.training.TrainStage;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.EpochTrackingInput;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageTrackingInput;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingObjective;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Builds runs from committed stages and kept steps, and delivers them. Doing it again changes nothing. Every method
 * throws {@link dev.r3.activities.failure.TrackerFailure} if the server does not answer, and
 * {@link dev.r3.activities.failure.StorageFailure} if the artifact store does not.
 */
public final class RunDelivery {

    private final Stages stages;
    private final TrainStage training;
    private final Champions champions;
    private final ArtifactStore store;
    private final RunTracker tracker;
    private final RunComparisons comparisons;

    public RunDelivery(
            Stages stages, TrainStage training, Champions champions, ArtifactStore store, RunTracker tracker) {
        this.stages = requireNonNull(stages, "stages is null");
        this.training = requireNonNull(training, "training is null");
        this.champions = requireNonNull(champions, "champions is null");
        this.store = requireNonNull(store, "store is null");
        this.tracker = requireNonNull(tracker, "tracker is null");
        this.comparisons = new RunComparisons(store, stages);
    }

    /** The experiment's own run and its parts', whatever of them the server has already. */
    public TrackedRun everything(TrackingInput input) {
        // The parts are runs below this one.
        TrackedRun run = experiment(input);
        Optional<StageResult> dataset = stage(input, StageKind.DATASET.label());
        input.stages().forEach(stage -> stage(new StageTrackingInput(input.run(), stage, dataset)));
        if (input.state() == TrackingInput.State.RUNNING) {
            unfinishedTraining(input)
                    .ifPresent(unfinished ->
                            epochs(new EpochTrackingInput(input.run().start(), unfinished, 0)));
        }
        comparisons(input.run());
        return run;
    }

    /** The experiment's own run; and if it ended in its training, that one's end. */
    public TrackedRun experiment(TrackingInput input) {
        var manifests = input.stages().stream()
                .map(stage -> stages.manifest(stage.result()))
                .toList();
        List<TrackedRun> tracked = new ArrayList<>();
        stages.scratch(scratch -> tracked.add(
                tracker.deliver(ExperimentRecord.of(input, manifests, report(manifests, scratch), store::address))));
        stage(input, TrainingObjective.REFLECTION.stage()).ifPresent(trained -> promotion(input.run(), trained));
        if (input.state() == TrackingInput.State.STOPPED || input.state() == TrackingInput.State.FAILED) {
            unfinishedTraining(input).ifPresent(unfinished -> endedTraining(input, unfinished));
        }
        return tracked.get(0);
    }

    /** The report's files; what a server has already is not fetched. */
    private List<StoredFile> report(List<Manifest> manifests, Path scratch) {
        return manifests.stream()
                .filter(manifest -> manifest.kind() == StageKind.REPORT)
                .flatMap(manifest -> manifest.files().entrySet().stream())
                .map(file -> new StoredFile(file.getKey(), file.getValue().sha256(), () -> {
                    Path local = scratch.resolve(file.getValue().key().name());
                    store.download(file.getValue(), local);
                    return local;
                }))
                .toList();
    }

    /** What the experiment's end cut off is over, too. */
    private void endedTraining(TrackingInput input, TrainingInput unfinished) {
        List<StepMetrics> steps = training.steps(unfinished);
        if (!steps.isEmpty()) {
            tracker.deliver(PartRecord.ended(input, unfinished.objective(), steps, data(unfinished)));
        }
    }

    /** What a training uses of its data set. */
    private List<DatasetInput> data(TrainingInput training) {
        return TrackedData.sides(
                training.experiment().spec().name(),
                stages.manifest(training.dataset()),
                store::address,
                Side.TRAIN,
                Side.VALIDATION);
    }

    /** The run of a finished training or of an arm, greedy or sampled, and who is the champion; nothing for other stages. */
    public void stage(StageTrackingInput input) {
        Manifest manifest = stages.manifest(input.stage().result());
        CommittedPart part = new CommittedPart(
                input.run(), input.stage(), manifest, input.dataset().map(stages::manifest), store::address);
        ArmSummary.of(input.stage(), manifest).ifPresent(arm -> tracker.deliver(PartRecord.arm(part, arm)));
        SampledArm.of(input.stage(), manifest).ifPresent(arm -> tracker.deliver(PartRecord.sampled(part, arm)));
        if (manifest.kind() == StageKind.TRAIN) {
            StageResult trained = input.stage().result();
            stages.scratch(scratch -> {
                List<StepMetrics> steps =
                        JsonLines.read(stages.download(trained, TrainStage.METRICS, scratch), StepMetrics.class);
                tracker.deliver(PartRecord.trained(
                        part,
                        steps,
                        training.checkpoints(trained, input.run().experiment().id())));
            });
            champion(input.run().experiment().spec());
        }
        DecidedGate.of(manifest).ifPresent(decided -> {
            tracker.note(note(input.run().experiment().spec(), decided));
            champion(input.run().experiment().spec());
        });
    }

    private ModelNote note(ExperimentSpec spec, DecidedGate decided) {
        return champions
                .last(spec, decided.model())
                .map(champion -> ChampionNote.of(spec, champion))
                .orElseGet(() -> ChampionNote.of(spec, decided));
    }

    /**
     * Who the champion is by the artifact store, whichever run is told of: what the server missed of another run's, or
     * heard in another order, is made good.
     *
     * @return whether the server shows the champion; if not, it does not have the model, or there is no champion
     */
    public boolean champion(ExperimentSpec spec) {
        boolean shown = false;
        Optional<Champion> told = Optional.empty();
        Optional<Champion> current = champions.current(spec);
        while (current.isPresent() && !current.equals(told)) {
            shown = tracker.crown(ChampionNote.of(spec, current.get()));
            told = current;
            // It may have changed meanwhile, and another delivery have been before this one.
            current = champions.current(spec);
        }
        return shown;
    }

    /**
     * What a person who promoted a run's trained model said, beside what its gate had said, as the run's tags.
     *
     * @return whether the server has it, or there is nothing to tell; if not, it does not have the run
     */
    public boolean promotion(RunKey run, StageResult trained) {
        ExperimentSpec spec = run.experiment().spec();
        return champions
                .last(spec, trained.digest())
                .map(ChampionNote::tags)
                .filter(tags -> !tags.isEmpty())
                .map(tags -> tracker.tag(new RunTags(spec.tracking().experiment(), run.value(), tags)))
                .orElse(true);
    }

    /** Keeps what a comparison said of a run; {@link #comparisons} tells it. */
    public void compared(RunKey run, ExperimentId other, String text) {
        comparisons.keep(run, other, text);
    }

    /**
     * All that comparisons said of a run, as its tags.
     *
     * @return whether the server has it; if not, it does not have the run
     */
    public boolean comparisons(RunKey run) {
        SortedMap<String, String> tags = comparisons.tags(run);
        String experiment = run.experiment().spec().tracking().experiment();
        return tags.isEmpty() || tracker.tag(new RunTags(experiment, run.value(), tags));
    }

    /**
     * The run of a training that is not finished, with the kept steps that the server has not been told of; nothing before
     * the first.
     */
    public void epochs(EpochTrackingInput input) {
        List<StepMetrics> steps = training.stepsAfter(input.after(), input.training());
        if (!steps.isEmpty()) {
            TrainingInput begun = input.training();
            tracker.deliver(PartRecord.training(input.key(), begun.objective(), steps, data(begun)));
        }
    }

    /** The training that an experiment has begun, or is about to begin. */
    private static Optional<TrainingInput> unfinishedTraining(TrackingInput input) {
        ExperimentInput experiment = input.run().experiment();
        Optional<TrainingInput> training = stage(input, StageKind.DATASET.label())
                .flatMap(dataset -> stage(input, StageKind.FAILURES.label())
                        .map(failures -> TrainingInput.onReflections(experiment, dataset, failures)));
        Optional<StageResult> trained = stage(input, TrainingObjective.REFLECTION.stage());
        if (trained.isEmpty()) {
            return training.filter(begun -> experiment.until().compareTo(StageKind.TRAIN) >= 0);
        }
        boolean controlled = experiment.spec().evaluate().taskGrpo()
                && experiment.until().compareTo(StageKind.EVALUATION) >= 0
                && stage(input, TrainingObjective.FIRST_ANSWER.stage()).isEmpty();
        return controlled ? training.map(begun -> begun.onFirstAnswers(trained.get())) : Optional.empty();
    }

    private static Optional<StageResult> stage(TrackingInput input, String name) {
        return input.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .map(NamedStage::result)
                .findFirst();
    }
}
