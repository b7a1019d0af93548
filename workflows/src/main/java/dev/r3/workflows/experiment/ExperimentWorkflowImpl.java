package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.ChampionQuery;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.DatasetActivity;
import dev.r3.workflows.contract.EvaluationWorkflow;
import dev.r3.workflows.contract.ExperimentAttributes;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailureSetWorkflow;
import dev.r3.workflows.contract.GateActivity;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.GateResult;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.OutcomeActivity;
import dev.r3.workflows.contract.OutcomeInput;
import dev.r3.workflows.contract.PromotionInput;
import dev.r3.workflows.contract.ReportActivity;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SampledWorkflow;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.TrainingWorkflow;
import dev.r3.workflows.contract.WeightsInput;
import dev.r3.workflows.control.Beside;
import dev.r3.workflows.control.Children;
import dev.r3.workflows.control.Gate;
import dev.r3.workflows.options.StageOptions;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The method, stage by stage; models that wait for nothing are evaluated beside. */
public final class ExperimentWorkflowImpl implements ExperimentWorkflow {
    private final DatasetActivity datasets = Workflow.newActivityStub(DatasetActivity.class, StageOptions.cpu());
    private final GateActivity promotion = Workflow.newActivityStub(GateActivity.class, StageOptions.cpu());
    private final ReportActivity reports = Workflow.newActivityStub(ReportActivity.class, StageOptions.cpu());
    private final OutcomeActivity outcomes = Workflow.newActivityStub(OutcomeActivity.class, StageOptions.cpu());
    private final StageList stages = new StageList();

    private final Gate gate = new Gate();
    private final Children children = new Children();
    private final ExperimentInput input;

    /**
     * @param input known from the first moment, so that queries and updates find it
     */
    @WorkflowInit
    public ExperimentWorkflowImpl(ExperimentInput input) {
        this.input = input;
    }

    @Override
    public ExperimentResult run(ExperimentInput experiment) {
        Tracking tracking = Tracking.begin(
                new RunKey(input, Workflow.getInfo().getFirstExecutionRunId(), Workflow.currentTimeMillis()));
        try {
            Beside.run(beside -> compute(beside, tracking));
            outcomes.keep(new OutcomeInput(tracking.run(), stages.done()));
        } catch (TemporalFailure failure) {
            end(tracking, failure);
            throw failure;
        }
        TrackedRun run = tracking.finished(stages.done());
        return new ExperimentResult(input.id(), stages.done(), run);
    }

    /** Outside of what was cancelled, if it was. */
    private void end(Tracking tracking, TemporalFailure failure) {
        Workflow.newDetachedCancellationScope(() -> tracking.ended(stages.done(), failure))
                .run();
    }

    private void compute(Beside beside, Tracking tracking) {
        StageResult dataset = stage(StageKind.DATASET, () -> datasets.ingest(input));
        if (input.until() == StageKind.DATASET) {
            return;
        }
        SortedMap<String, StageResult> checks = checks(dataset);
        if (input.until().compareTo(StageKind.EVALUATION) >= 0) {
            input.models()
                    .forEach((weights, model) -> beside.begin(() -> {
                        evaluate(dataset, weights, model, tracking);
                        sample(dataset, weights, model, tracking);
                    }));
        }
        checks.forEach((name, data) -> beside.begin(() -> check(name, data, ArmName.VANILLA, input.policy())));
        List<NamedStage> failureSet = failureSet(new AttemptsInput(input, dataset));
        if (input.until().compareTo(StageKind.FAILURES) <= 0) {
            return;
        }
        StageResult failed = failureSet.get(failureSet.size() - 1).result();
        TrainingInput training = TrainingInput.onReflections(input, dataset, failed);
        StageResult trained = stage(StageKind.TRAIN, () -> train(training, tracking));
        tracking.later(dataset, List.of(new NamedStage(StageKind.TRAIN.label(), trained)));
        if (input.until() == StageKind.TRAIN) {
            return;
        }
        show(StageKind.EVALUATION);
        evaluate(dataset, ArmName.TRAINED, trained, tracking);
        beside.begin(() -> sample(dataset, ArmName.TRAINED, trained, tracking));
        if (input.spec().evaluate().taskGrpo()) {
            control(training.onFirstAnswers(trained), tracking);
        }
        checks.forEach((name, data) -> check(name, data, ArmName.TRAINED, trained));
        beside.join();
        if (input.until() == StageKind.EVALUATION) {
            return;
        }
        tracking.later(dataset, List.of(new NamedStage(StageKind.GATE.label(), decide(dataset, trained, tracking))));
        if (input.until() == StageKind.GATE) {
            return;
        }
        stage(StageKind.REPORT, () -> reports.report(new ReportInput(input, stages.done())));
    }

    /** The data sets that forgetting is checked on; before training, as what is wrong with one is to be known then. */
    private SortedMap<String, StageResult> checks(StageResult dataset) {
        SortedMap<String, StageResult> ingested = new TreeMap<>();
        for (String check : input.forgetting().keySet()) {
            String name = CheckedData.stage(check);
            gate.pass("before " + name);
            ingested.put(check, stages.run(name, () -> datasets.ingest(input.checking(check, dataset))));
        }
        return ingested;
    }

    /** Against the champion as it stands, and if another one has taken its place meanwhile, against that one. */
    private StageResult decide(StageResult dataset, StageResult trained, Tracking tracking) {
        while (true) {
            ChampionQuery query = new ChampionQuery(input, trained);
            ChampionStanding standing = promotion.champion(query);
            standing.champion()
                    .filter(champion -> query.weights(champion).equals(champion.weights()))
                    .ifPresent(champion -> evaluate(dataset, champion.weights(), champion.model(), tracking));
            StageResult decided =
                    stage(StageKind.GATE, () -> promotion.decide(new GateInput(input, stages.done(), standing)));
            GateResult result = promotion.promote(new PromotionInput(input, trained, decided));
            if (result.outcome() != GateResult.Outcome.OVERTAKEN) {
                return decided;
            }
        }
    }

    private StageResult stage(StageKind kind, Supplier<StageResult> computation) {
        gate.pass("before " + kind.label());
        show(kind);
        return stages.run(kind.label(), computation);
    }

    /** In the server's list of workflows, if it knew the attribute when the experiment started. */
    private static void show(StageKind kind) {
        if (Workflow.getTypedSearchAttributes().containsKey(ExperimentAttributes.STAGE)) {
            Workflow.upsertTypedSearchAttributes(ExperimentAttributes.STAGE.valueSet(kind.label()));
        }
    }

    /** The answers to the training tasks, then their verdicts unless the experiment ends with the answers. */
    private List<NamedStage> failureSet(AttemptsInput answers) {
        gate.pass("before " + StageKind.ATTEMPTS.label());
        show(StageKind.ATTEMPTS);
        FailureSetWorkflow child =
                Workflow.newChildWorkflowStub(FailureSetWorkflow.class, child(StageKind.FAILURES.label()));
        return stages.runAll(StageKind.ATTEMPTS.label(), () -> children.run(child, () -> child.build(answers)));
    }

    private StageResult train(TrainingInput training, Tracking tracking) {
        TrainingWorkflow child = Workflow.newChildWorkflowStub(
                TrainingWorkflow.class, child(training.objective().stage()));
        return children.run(child, () -> child.train(training, tracking.run().start()));
    }

    /** Trains what the method is compared with, and evaluates it. */
    private void control(TrainingInput training, Tracking tracking) {
        String name = training.objective().stage();
        gate.pass("before " + name);
        StageResult trained = stages.run(name, () -> train(training, tracking));
        tracking.later(training.dataset(), List.of(new NamedStage(name, trained)));
        evaluate(training.dataset(), training.objective().weights(), trained, tracking);
        sample(training.dataset(), training.objective().weights(), trained, tracking);
    }

    /** A baseline is compared by its reflections alone: the controls are for the weights that training starts and ends with. */
    private void evaluate(StageResult dataset, String weights, StageResult model, Tracking tracking) {
        tracking.later(
                dataset,
                evaluate(new WeightsInput(
                        input,
                        dataset,
                        model,
                        weights,
                        isControlled(weights) ? SecondTryChoice.CONTROLS : List.of(),
                        "")));
    }

    private static boolean isControlled(String weights) {
        return weights.equals(ArmName.VANILLA) || weights.equals(ArmName.TRAINED);
    }

    /** After the greedy evaluation, as the tracking server shows both in one run; nothing where it is not asked for. */
    private void sample(StageResult dataset, String weights, StageResult model, Tracking tracking) {
        if (!input.spec().evaluate().sampled().enabled()) {
            return;
        }
        SampledInput samples = new SampledInput(input, dataset, model, weights);
        sample(samples, tracking);
        if (input.spec().evaluate().sampled().controls() && isControlled(weights)) {
            sample(samples.withoutReflection(), tracking);
        }
    }

    private void sample(SampledInput samples, Tracking tracking) {
        gate.pass("before " + samples.stage());
        SampledWorkflow child = Workflow.newChildWorkflowStub(SampledWorkflow.class, child(samples.stage()));
        StageResult sampled = stages.run(samples.stage(), () -> children.run(child, () -> child.sample(samples)));
        tracking.later(samples.dataset(), List.of(new NamedStage(samples.stage(), sampled)));
    }

    /** The tracking server is told at the end what came of it: it is no run of its own there. */
    private void check(String name, StageResult data, String weights, StageResult model) {
        evaluate(new WeightsInput(input.checking(name), data, model, weights, List.of(), name));
    }

    private List<NamedStage> evaluate(WeightsInput arms) {
        String name = arms.arm(SecondTryChoice.REFLECTION).stage();
        gate.pass("before " + name);
        EvaluationWorkflow child = Workflow.newChildWorkflowStub(EvaluationWorkflow.class, child(name));
        return stages.runAll(name, () -> children.run(child, () -> child.evaluate(arms)));
    }

    /** Children are found by their parent's id and their part in it. */
    private ChildWorkflowOptions child(String part) {
        return ChildWorkflowOptions.newBuilder()
                .setWorkflowId(input.id().value() + "/" + part)
                .build();
    }

    @Override
    public ExperimentInput input() {
        return input;
    }

    @Override
    public void pause() {
        gate.pause();
        children.pause();
    }

    @Override
    public void resume() {
        gate.resume();
        children.resume();
    }

    @Override
    public void stop() {
        gate.stop();
        children.stop();
    }

    @Override
    public List<StageProgress> progress() {
        return stages.progress();
    }

    @Override
    public List<NamedStage> stages() {
        return stages.done();
    }

    @Override
    public List<String> explain() {
        return stages.explain();
    }
}
