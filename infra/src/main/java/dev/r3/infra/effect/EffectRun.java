package dev.r3.infra.effect;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.evaluation.EvaluationStage;
import dev.r3.activities.evaluation.SampledStage;
import dev.r3.activities.failures.AttemptsStage;
import dev.r3.activities.failures.FailuresStage;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.promotion.ChampionTasks;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.promotion.GateStage;
import dev.r3.activities.report.ReportStage;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.training.TrainStage;
import dev.r3.model.benchmark.Machine;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.EpochInput;
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
import dev.r3.workflows.contract.TrainingStanding;
import dev.r3.workflows.contract.spec.TrainSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The whole method in one process, by the pipeline's stages: what was committed is used again. */
public final class EffectRun {
    private final ExperimentInput input;
    private final EffectListener listener;
    private final DatasetStage datasets;
    private final AttemptsStage attempts;
    private final FailuresStage failures;
    private final TrainStage training;
    private final EvaluationStage evaluation;
    private final SampledStage sampling;
    private final GateStage gates;
    private final ReportStage reports;
    private final List<NamedStage> done = new ArrayList<>();

    public EffectRun(
            ExperimentInput input,
            TaskFamilies families,
            ArtifactStore store,
            Stages stages,
            ExperimentInputs inputs,
            EffectListener listener) {
        this.input = input;
        this.listener = listener;
        this.datasets = new DatasetStage(families, store, stages);
        this.attempts = new AttemptsStage(stages, inputs);
        this.failures = new FailuresStage(stages, inputs);
        this.training = new TrainStage(stages, store, inputs);
        this.evaluation = new EvaluationStage(stages, inputs);
        this.sampling = new SampledStage(stages, inputs);
        this.gates = new GateStage(
                stages,
                new Champions(store, Clock.systemUTC()),
                new ChampionTasks(families, stages, none -> Optional.empty()),
                past -> Optional.empty());
        this.reports = new ReportStage(stages, store, families, Machine::now, Clock.systemUTC());
    }

    /**
     * Does what is left to do.
     *
     * @return the stages in the order of the table
     * @throws dev.r3.activities.failure.StageFailure if a stage can't
     */
    public List<NamedStage> run() {
        StageResult dataset = ingest(StageKind.DATASET.label(), input);
        SortedMap<String, StageResult> checks = checks(dataset);
        evaluate(dataset, ArmName.VANILLA, input.policy(), SecondTryChoice.CONTROLS);
        checks.forEach((name, data) -> check(name, data, ArmName.VANILLA, input.policy()));
        StageResult answers = stage(
                StageKind.ATTEMPTS.label(),
                "tasks",
                progress -> attempts.run(new AttemptsInput(input, dataset), progress));
        StageResult failed = stage(
                StageKind.FAILURES.label(),
                "tasks",
                progress -> failures.run(new FailuresInput(input, dataset, answers), progress));
        TrainingInput method = TrainingInput.onReflections(input, dataset, failed);
        StageResult trained = train(method);
        evaluate(dataset, ArmName.TRAINED, trained, SecondTryChoice.CONTROLS);
        if (input.spec().evaluate().taskGrpo()) {
            evaluate(dataset, ArmName.TASK_GRPO, train(method.onFirstAnswers(trained)), List.of());
        }
        input.models().forEach((weights, model) -> {
            if (!weights.equals(ArmName.VANILLA)) {
                evaluate(dataset, weights, model, List.of());
            }
        });
        checks.forEach((name, data) -> check(name, data, ArmName.TRAINED, trained));
        decide(trained);
        List<NamedStage> before = List.copyOf(done);
        stage(StageKind.REPORT.label(), "arms", progress -> reports.run(new ReportInput(input, before), progress));
        return List.copyOf(done);
    }

    private StageResult ingest(String name, ExperimentInput data) {
        return stage(
                name,
                "rows",
                progress -> datasets.run(data, (read, total) -> progress.progressed(read, total.orElse(0))));
    }

    /** The data sets that forgetting is checked on; before training, as what is wrong with one is to be known then. */
    private SortedMap<String, StageResult> checks(StageResult dataset) {
        SortedMap<String, StageResult> ingested = new TreeMap<>();
        input.forgetting()
                .keySet()
                .forEach(name -> ingested.put(name, ingest(CheckedData.stage(name), input.checking(name, dataset))));
        return ingested;
    }

    private void check(String name, StageResult data, String weights, StageResult model) {
        arm(input.checking(name), data, model, ArmName.checking(name, weights), Optional.empty());
    }

    private void evaluate(StageResult dataset, String weights, StageResult model, List<SecondTryChoice> controls) {
        StageResult own =
                arm(input, dataset, model, new ArmName(weights, SecondTryChoice.REFLECTION), Optional.empty());
        controls.forEach(control -> arm(input, dataset, model, new ArmName(weights, control), Optional.of(own)));
        if (input.spec().evaluate().sampled().enabled()) {
            SampledInput samples = new SampledInput(input, dataset, model, weights);
            sample(samples);
            if (input.spec().evaluate().sampled().controls() && !controls.isEmpty()) {
                sample(samples.withoutReflection());
            }
        }
    }

    private void sample(SampledInput samples) {
        stage(samples.stage(), "tasks", progress -> sampling.run(samples, progress));
    }

    /** Whether it would become the champion; a folder has none. */
    private void decide(StageResult trained) {
        GateInput arms = new GateInput(input, done, gates.champion(new ChampionQuery(input, trained)));
        stage(StageKind.GATE.label(), "arms", progress -> gates.decide(arms, progress));
    }

    private StageResult arm(
            ExperimentInput experiment,
            StageResult dataset,
            StageResult model,
            ArmName arm,
            Optional<StageResult> reflecting) {
        return stage(
                arm.stage(),
                "tasks",
                progress -> evaluation.run(new EvaluationInput(experiment, dataset, model, arm, reflecting), progress));
    }

    private StageResult train(TrainingInput training) {
        return stage(training.objective().stage(), "steps", progress -> {
            TrainingStanding standing = this.training.find(training);
            TrainSpec spec = input.spec().train();
            if (standing.finished().isEmpty()) {
                progress.progressed(standing.step(), spec.steps());
                boolean converged = standing.converged();
                for (long step = standing.step(); step < spec.steps() && !converged; ) {
                    step = Math.min((step / spec.stepsPerSnapshot() + 1) * spec.stepsPerSnapshot(), spec.steps());
                    converged = this.training.epoch(new EpochInput(training, step), listener);
                }
            }
            return this.training.finish(training, listener);
        });
    }

    private StageResult stage(String name, String unit, Function<WorkListener, StageResult> work) {
        StageResult result = work.apply(new WorkListener() {
            private boolean begun;

            @Override
            public void progressed(long done, long total) {
                if (!begun) {
                    begun = true;
                    listener.begins(name, unit);
                }
                listener.progressed(done, total);
            }
        });
        if (result.origin() == Origin.REUSED) {
            listener.reused(name, result.explanation());
        }
        done.add(new NamedStage(name, result));
        return result;
    }
}
