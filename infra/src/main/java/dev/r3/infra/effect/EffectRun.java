package dev.r3.infra.effect;

import dev.r3.activities.dataset.DatasetIngestion;
import dev.r3.activities.dataset.DatasetRequest;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ArmEvaluation;
import dev.r3.activities.evaluation.SecondTry;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.failures.FailureSet;
import dev.r3.activities.failures.FailureSetBuilder;
import dev.r3.activities.policy.EpisodePlan;
import dev.r3.activities.policy.EpisodeTasks;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.training.MetricsFile;
import dev.r3.activities.training.ReflectTrainer;
import dev.r3.activities.training.TrainingData;
import dev.r3.activities.training.TrainingRun;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.verifiers.api.CanonicalJson;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The whole method: vanilla evaluation, failure set, training, evaluation of all arms. Each stage's result is kept; the
 * same run again takes it from there.
 */
public final class EffectRun {
    private static final String ATTEMPTS = "attempts.jsonl";
    private static final String CHOSEN = "chosen.jsonl";
    private static final String REFLECTING = "reflecting.jsonl";
    private static final String METRICS = "metrics.jsonl";
    private static final int EXAMPLES = 3;

    private final EffectPlan plan;
    private final ExperimentSpec spec;
    private final EpisodePlan episodes;
    private final EffectListener listener;
    private final StageFolders stages;
    private final StageKeys keys;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    /**
     * @param out folder of the stages' results
     */
    public EffectRun(EffectPlan plan, Path out, EffectListener listener) {
        this.plan = plan;
        this.spec = plan.spec();
        this.episodes = plan.episodes();
        this.listener = listener;
        this.stages = new StageFolders(out, listener);
        this.keys = new StageKeys(spec, episodes, plan.resolved().verifier().hex());
    }

    /** The step of training whose weights were chosen, as a file keeps it. */
    private record Chosen(long step) {}

    /**
     * Does what is left to do.
     *
     * @throws dev.r3.activities.failure.StageFailure if a stage can't
     */
    public EffectResult run() {
        String policy = CheckpointDigest.of(plan.policy());
        plan.baselines().values().forEach(LocalModel::requireFolder);
        StageFolders.Result data = dataset();
        List<EpisodeTask> tests = tasks(data, Side.TEST, spec.evaluate().tasks());
        List<Arm> arms = new ArrayList<>(arms("vanilla", plan.policy(), policy, data, tests));
        StageFolders.Result attempts = attempts(policy, data);
        FailureSet failures = failures(attempts);
        StageFolders.Result training = training(policy, data, attempts, failures);
        Path model = training.folder().resolve("model");
        arms.addAll(arms("trained", model, CheckpointDigest.of(model), data, tests));
        plan.baselines().forEach((name, folder) -> arms.add(reflecting("baseline-" + name, folder, data, tests)));
        Arm vanilla = named("vanilla", arms);
        Arm trained = named("trained", arms);
        long step = JsonLines.read(training.folder().resolve(CHOSEN), Chosen.class)
                .get(0)
                .step();
        return new EffectResult(
                vanilla,
                trained,
                arms,
                failures.counts(),
                step,
                model.toString(),
                examples(tests, vanilla, trained),
                seconds);
    }

    private StageFolders.Result dataset() {
        return timed(
                "dataset",
                stages.run(
                        "dataset",
                        "rows",
                        keys.dataset(plan.resolved().sourceDigest().hex()),
                        (work, result) -> ingest(plan.family(), result)));
    }

    private <T extends Task> void ingest(TaskFamily<T> family, Path result) {
        try {
            Options options = Options.of(family.options(), spec.task().options());
            DatasetIngestion.ingest(
                    DatasetRequest.of(plan.resolved().source(), family, options, spec.data()),
                    result,
                    (read, total) -> listener.progressed(read, total.orElse(0)));
        } catch (InvalidOptionException e) {
            throw new ConfigFailure("task.options: " + e.getMessage(), e);
        }
    }

    private List<EpisodeTask> tasks(StageFolders.Result data, Side side, int limit) {
        Path file = data.folder().resolve(side.fileName());
        List<EpisodeTask> tasks = EpisodeTasks.read(plan.family(), spec.task(), file, limit);
        if (tasks.isEmpty()) {
            throw new DataFailure("the data has no %s tasks; see data.split".formatted(side.label()));
        }
        return tasks;
    }

    private StageFolders.Result attempts(String policy, StageFolders.Result data) {
        return timed(
                "attempts", stages.run("attempts", "tasks", keys.attempts(data.digest(), policy), (work, result) -> {
                    try (LocalModel model = LocalModel.open(plan.policy(), spec.policy())) {
                        new FailureSetBuilder(model.policy(), episodes, spec.failures(), spec.seed())
                                .build(tasks(data, Side.TRAIN, spec.failures().tasks()), listener::progressed)
                                .write(result.resolve(ATTEMPTS));
                    }
                }));
    }

    private FailureSet failures(StageFolders.Result attempts) {
        return FailureSet.read(attempts.folder().resolve(ATTEMPTS), FailureSetBuilder.rule(spec.failures()));
    }

    private StageFolders.Result training(
            String policy, StageFolders.Result data, StageFolders.Result attempts, FailureSet failures) {
        var key = keys.training(data.digest(), policy, attempts.digest());
        return timed("train", stages.run("train", "steps", key, (work, result) -> {
            TrainingData with =
                    new TrainingData(tasks(data, Side.TRAIN, spec.failures().tasks()), failures, validation(data));
            RunDigests digests = new RunDigests(
                    CanonicalJson.sha256(key),
                    attempts.digest(),
                    plan.resolved().verifier().hex());
            MetricsFile curve = new MetricsFile(work.resolve(METRICS));
            long step = new ReflectTrainer(spec, episodes, plan.policy())
                    .run(
                            with,
                            new TrainingRun(digests, plan.environment(), work.resolve("snapshots")),
                            result.resolve("model"),
                            (done, steps, metrics, rollouts) -> {
                                curve.add(done, metrics);
                                listener.trained(done, steps, metrics);
                            },
                            listener);
            move(work.resolve(METRICS), result.resolve(METRICS));
            JsonLines.write(result.resolve(CHOSEN), List.of(new Chosen(step)));
        }));
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new StorageFailure("cannot write %s: %s".formatted(to, FileFailures.explain(e)), e);
        }
    }

    private List<EpisodeTask> validation(StageFolders.Result data) {
        int limit = spec.evaluate().validationTasks();
        return limit == 0 ? List.of() : tasks(data, Side.VALIDATION, limit);
    }

    /** The reflecting arm of these weights, and their controls. */
    private List<Arm> arms(
            String name, Path folder, String weights, StageFolders.Result data, List<EpisodeTask> tests) {
        Arm reflecting = reflecting(name, folder, data, tests);
        List<SecondTry> kinds = controls();
        StageFolders.Result controls =
                stages.run(name + "-controls", "retries", keys.controls(data.digest(), weights), (work, result) -> {
                    try (LocalModel model = LocalModel.open(folder, spec.policy())) {
                        ArmEvaluation evaluation = new ArmEvaluation(model.policy(), episodes.evaluation());
                        for (SecondTry kind : kinds) {
                            JsonLines.write(
                                    file(result, kind),
                                    evaluation.controlled(tests, reflecting.results(), kind, listener::progressed));
                        }
                    }
                });
        timed(name + "-controls", controls);
        List<Arm> arms = new ArrayList<>(List.of(reflecting));
        kinds.forEach(kind -> arms.add(
                new Arm(name + "/" + kind.label(), JsonLines.read(file(controls.folder(), kind), TaskResult.class))));
        return arms;
    }

    private static Path file(Path folder, SecondTry kind) {
        return folder.resolve(kind.label() + ".jsonl");
    }

    private List<SecondTry> controls() {
        String request = spec.evaluate().noReflection();
        return List.of(
                new SecondTry.NoReflection(
                        request.isEmpty() ? episodes.prompts().retry() : request),
                new SecondTry.GenericReflection(spec.evaluate().genericReflection()),
                new SecondTry.ForeignReflection(spec.seed()));
    }

    private Arm reflecting(String name, Path folder, StageFolders.Result data, List<EpisodeTask> tests) {
        var key = keys.evaluation(data.digest(), CheckpointDigest.of(folder));
        StageFolders.Result evaluated = stages.run(name, "tasks", key, (work, result) -> {
            try (LocalModel model = LocalModel.open(folder, spec.policy())) {
                ArmEvaluation evaluation = new ArmEvaluation(model.policy(), episodes.evaluation());
                JsonLines.write(result.resolve(REFLECTING), evaluation.reflecting(tests, listener::progressed));
            }
        });
        timed(name, evaluated);
        return new Arm(name, JsonLines.read(evaluated.folder().resolve(REFLECTING), TaskResult.class));
    }

    private StageFolders.Result timed(String stage, StageFolders.Result result) {
        seconds.put(stage, result.seconds());
        return result;
    }

    private static Arm named(String name, List<Arm> arms) {
        return arms.stream().filter(arm -> arm.name().equals(name)).findFirst().orElseThrow();
    }

    /** The first tasks whose retries training made pass, both first answers having failed. */
    private static List<Example> examples(List<EpisodeTask> tasks, Arm vanilla, Arm trained) {
        return IntStream.range(0, tasks.size())
                .mapToObj(i -> new Example(
                        tasks.get(i).variables(),
                        vanilla.results().get(i),
                        trained.results().get(i)))
                .filter(EffectRun::isFixed)
                .limit(EXAMPLES)
                .toList();
    }

    private static boolean isFixed(Example example) {
        return example.before().hasFailedRetry() && example.after().hasPassedRetry();
    }
}
