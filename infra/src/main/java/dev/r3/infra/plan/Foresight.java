package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.evaluation.EvaluationStage;
import dev.r3.activities.evaluation.SampledStage;
import dev.r3.activities.failures.AttemptsStage;
import dev.r3.activities.failures.FailuresStage;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.promotion.ChampionTasks;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.promotion.GateStage;
import dev.r3.activities.report.ReportStage;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.tracking.ExperimentOutcomes;
import dev.r3.activities.training.TrainStage;
import dev.r3.infra.catalog.Catalog;
import dev.r3.model.benchmark.Machine;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.EvaluationInput;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingObjective;
import dev.r3.workflows.contract.TrainingStanding;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Walks through an experiment's stages as its workflow does, and looks each up. What needs no model, data and verdicts, is
 * computed on the spot if it does not stand: its content tells whether what comes after it stands.
 */
final class Foresight {
    private final ExperimentInput input;
    private final ExperimentInput asStarted;
    private final Stages stages;
    private final DatasetStage datasets;
    private final AttemptsStage attempts;
    private final FailuresStage failures;
    private final TrainStage training;
    private final EvaluationStage evaluation;
    private final SampledStage sampling;
    private final Champions champions;
    private final GateStage gates;
    private final ReportStage reports;
    private final List<ForeseenStage> foreseen = new ArrayList<>();
    private final List<NamedStage> known = new ArrayList<>();
    private final SortedMap<String, StageResult> checks = new TreeMap<>();
    private final Set<Digest> drafted = new HashSet<>();

    /**
     * @param asStarted what the run is started with; a recomputation is foreseen as if it were none, but has to beat the
     *     champion of the run that it repeats
     * @param store into which is written; a draft
     */
    Foresight(
            ExperimentInput asStarted,
            TaskFamilies families,
            ArtifactStore store,
            Stages stages,
            ExperimentInputs inputs) {
        this.asStarted = requireNonNull(asStarted, "asStarted is null");
        this.input = asStarted.once();
        this.stages = requireNonNull(stages, "stages is null");
        this.datasets = new DatasetStage(families, store, stages, new Catalog(store)::input);
        this.attempts = new AttemptsStage(stages, inputs);
        this.failures = new FailuresStage(stages, inputs);
        this.training = new TrainStage(stages, store, inputs);
        this.evaluation = new EvaluationStage(stages, inputs);
        this.sampling = new SampledStage(stages, inputs);
        this.champions = new Champions(store, Clock.systemUTC());
        this.gates = new GateStage(
                stages,
                champions,
                new ChampionTasks(families, stages, new Catalog(store)::input),
                new ExperimentOutcomes(store)::stages);
        this.reports = new ReportStage(stages, store, families, Machine::now, Clock.systemUTC());
    }

    /**
     * The stages up to the experiment's last one.
     *
     * @throws dev.r3.activities.failure.StageFailure if the run would fail, too, or the store can't be read
     */
    List<ForeseenStage> stages() {
        StageResult dataset = ingested(StageKind.DATASET.label(), input);
        if (input.until() == StageKind.DATASET) {
            return List.copyOf(foreseen);
        }
        input.forgetting()
                .keySet()
                .forEach(
                        check -> checks.put(check, ingested(CheckedData.stage(check), input.checking(check, dataset))));
        Optional<StageResult> answers =
                attempts.find(new AttemptsInput(input, dataset)).finished();
        add(StageKind.ATTEMPTS.label(), StageKind.ATTEMPTS, answers, new Outlook.Missing(0));
        if (reaches(StageKind.FAILURES)) {
            afterAttempts(dataset, answers);
        }
        return List.copyOf(foreseen);
    }

    private StageResult ingested(String name, ExperimentInput data) {
        return computed(name, StageKind.DATASET, () -> datasets.run(data, (read, total) -> {}));
    }

    private void afterAttempts(StageResult dataset, Optional<StageResult> answers) {
        Optional<StageResult> failed = answers.map(known -> computed(
                StageKind.FAILURES.label(),
                StageKind.FAILURES,
                () -> failures.run(new FailuresInput(input, dataset, known), (done, all) -> {})));
        if (failed.isEmpty()) {
            awaits(StageKind.FAILURES, StageKind.ATTEMPTS.label());
        }
        if (reaches(StageKind.TRAIN)) {
            Optional<TrainingInput> method = failed.map(set -> TrainingInput.onReflections(input, dataset, set));
            Optional<StageResult> trained = train(TrainingObjective.REFLECTION, method, StageKind.FAILURES.label());
            if (reaches(StageKind.EVALUATION)) {
                arms(dataset, method, trained);
            }
        }
    }

    private void arms(StageResult dataset, Optional<TrainingInput> method, Optional<StageResult> trained) {
        input.models()
                .forEach((weights, model) ->
                        compare(dataset, weights, Optional.of(model), weights.equals(ArmName.VANILLA)));
        compare(dataset, ArmName.TRAINED, trained, true);
        if (input.spec().evaluate().taskGrpo()) {
            Optional<StageResult> control = train(
                    TrainingObjective.FIRST_ANSWER,
                    method.flatMap(reflecting -> trained.map(reflecting::onFirstAnswers)),
                    TrainingObjective.REFLECTION.stage());
            compare(dataset, ArmName.TASK_GRPO, control, false);
        }
        checks.forEach((check, data) -> {
            check(data, ArmName.checking(check, ArmName.VANILLA), Optional.of(input.policy()));
            check(data, ArmName.checking(check, ArmName.TRAINED), trained);
        });
        if (reaches(StageKind.GATE)) {
            decide(dataset, trained);
        }
    }

    private void check(StageResult data, ArmName arm, Optional<StageResult> model) {
        arm(input.checking(arm.check()), data, model, arm, Optional.empty(), StageKind.TRAIN.label());
    }

    private void decide(StageResult dataset, Optional<StageResult> trained) {
        Optional<Champion> champion = trained.isPresent()
                ? gates.champion(new ChampionQuery(asStarted, trained.get())).champion()
                : champions.current(input.spec());
        champion.filter(best -> !isAnArm(best, trained))
                .ifPresent(best -> evaluate(dataset, best.weights(), Optional.of(best.model()), false));
        List<String> read = new ArrayList<>(
                List.of(StageKind.TRAIN.label(), reflecting(ArmName.VANILLA), reflecting(ArmName.TRAINED)));
        trained.flatMap(model -> champion.map(new ChampionQuery(input, model)::weights))
                .ifPresent(weights -> read.add(reflecting(weights)));
        for (String check : checks.keySet()) {
            read.add(ArmName.checking(check, ArmName.VANILLA).stage());
            read.add(ArmName.checking(check, ArmName.TRAINED).stage());
        }
        add(StageKind.GATE, read, () -> gates.find(new GateInput(input, known, new ChampionStanding(champion))));
        if (reaches(StageKind.REPORT)) {
            List<String> all = foreseen.stream().map(ForeseenStage::name).toList();
            add(StageKind.REPORT, all, () -> reports.find(new ReportInput(input, known)));
        }
    }

    private static String reflecting(String weights) {
        return new ArmName(weights, SecondTryChoice.REFLECTION).stage();
    }

    /** Whether the champion's weights are evaluated anyway. */
    private boolean isAnArm(Champion champion, Optional<StageResult> trained) {
        return trained.filter(champion::hasWeightsOf).isPresent()
                || input.models().values().stream().anyMatch(champion::hasWeightsOf);
    }

    private Optional<StageResult> train(TrainingObjective objective, Optional<TrainingInput> training, String before) {
        if (training.isEmpty()) {
            foreseen.add(foreseen(objective.stage(), StageKind.TRAIN, Optional.empty(), new Outlook.Awaits(before)));
            return Optional.empty();
        }
        TrainingStanding standing = this.training.find(training.get());
        return add(objective.stage(), StageKind.TRAIN, standing.finished(), new Outlook.Missing(standing.step()));
    }

    private void compare(StageResult dataset, String weights, Optional<StageResult> model, boolean controlled) {
        evaluate(dataset, weights, model, controlled);
        if (input.spec().evaluate().sampled().enabled()) {
            sample(dataset, new ArmName(weights, SecondTryChoice.REFLECTION), model);
            if (input.spec().evaluate().sampled().controls() && controlled) {
                sample(dataset, new ArmName(weights, SecondTryChoice.NO_REFLECTION), model);
            }
        }
    }

    private void sample(StageResult dataset, ArmName arm, Optional<StageResult> model) {
        Optional<StageResult> found = model.flatMap(
                known -> sampling.find(new SampledInput(input, dataset, known, arm.weights(), arm.secondTry()))
                        .finished());
        add(
                SampledInput.stage(arm.label()),
                StageKind.SAMPLED,
                Optional.of(arm),
                found,
                model.isPresent() ? new Outlook.Missing(0) : new Outlook.Awaits(trainedBy(arm.weights())));
    }

    private static String trainedBy(String weights) {
        return weights.equals(ArmName.TASK_GRPO)
                ? TrainingObjective.FIRST_ANSWER.stage()
                : TrainingObjective.REFLECTION.stage();
    }

    private void evaluate(StageResult dataset, String weights, Optional<StageResult> model, boolean controlled) {
        ArmName reflecting = new ArmName(weights, SecondTryChoice.REFLECTION);
        Optional<StageResult> own = arm(input, dataset, model, reflecting, Optional.empty(), trainedBy(weights));
        for (SecondTryChoice control : controlled ? SecondTryChoice.CONTROLS : List.<SecondTryChoice>of()) {
            Optional<StageResult> theirs = own.isPresent() ? model : Optional.empty();
            arm(input, dataset, theirs, new ArmName(weights, control), own, reflecting.stage());
        }
    }

    private Optional<StageResult> arm(
            ExperimentInput experiment,
            StageResult dataset,
            Optional<StageResult> model,
            ArmName arm,
            Optional<StageResult> reflecting,
            String before) {
        Optional<StageResult> found = model.flatMap(weights -> evaluation
                .find(new EvaluationInput(experiment, dataset, weights, arm, reflecting))
                .finished());
        return add(
                arm.stage(),
                StageKind.EVALUATION,
                Optional.of(arm),
                found,
                model.isPresent() ? new Outlook.Missing(0) : new Outlook.Awaits(before));
    }

    private boolean reaches(StageKind kind) {
        return input.until().compareTo(kind) >= 0;
    }

    /** One that reads others, of these names. */
    private void add(StageKind kind, List<String> reads, Supplier<Optional<StageResult>> lookUp) {
        Optional<String> before = reads.stream().filter(name -> !isKnown(name)).findFirst();
        if (before.isPresent()) {
            awaits(kind, before.get());
        } else {
            add(kind.label(), kind, lookUp.get(), new Outlook.Missing(0));
        }
    }

    private boolean isKnown(String name) {
        return known.stream().anyMatch(stage -> stage.name().equals(name));
    }

    private Optional<StageResult> add(String name, StageKind kind, Optional<StageResult> found, Outlook otherwise) {
        return add(name, kind, Optional.empty(), found, otherwise);
    }

    private Optional<StageResult> add(
            String name, StageKind kind, Optional<ArmName> arm, Optional<StageResult> found, Outlook otherwise) {
        foreseen.add(foreseen(name, kind, arm, found.map(this::standing).orElse(otherwise)));
        found.ifPresent(stage -> known.add(new NamedStage(name, stage)));
        return found;
    }

    private Outlook standing(StageResult stage) {
        return new Outlook.Stands(stage, stages.manifest(stage).experiment());
    }

    private void awaits(StageKind kind, String before) {
        foreseen.add(foreseen(kind.label(), kind, Optional.empty(), new Outlook.Awaits(before)));
    }

    private static ForeseenStage foreseen(String name, StageKind kind, Optional<ArmName> arm, Outlook outlook) {
        return new ForeseenStage(name, kind, arm, outlook, OptionalDouble.empty());
    }

    /** Computes a stage for the draft. */
    private StageResult computed(String name, StageKind kind, Supplier<StageResult> work) {
        long begun = System.nanoTime();
        StageResult stage = work.get();
        double seconds = (System.nanoTime() - begun) / 1e9;
        boolean stands = stage.origin() == Origin.REUSED && !drafted.contains(stage.digest());
        if (!stands) {
            // Another of the same, such as of a second check on one file, stands in the draft alone.
            drafted.add(stage.digest());
        }
        foreseen.add(new ForeseenStage(
                name,
                kind,
                Optional.empty(),
                stands ? standing(stage) : new Outlook.Missing(0),
                stands ? OptionalDouble.empty() : OptionalDouble.of(seconds)));
        known.add(new NamedStage(name, stage));
        return stage;
    }
}
