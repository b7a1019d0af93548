package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.GeneratedTokens;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.training.TrainStage;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrainingObjective;
import java.util.Optional;
import java.util.OptionalLong;

/** What stages that do not stand will take. Times and likely tokens are those of earlier runs, or there are none. */
final class Estimates {
    /** In summaries: how many were answered. */
    private static final String TASKS = "tasks";

    private final ExperimentInput input;
    private final Workload work;
    private final SimilarWork similar;
    private final EarlierStages earlier;
    private final MemoryPlan memory;

    Estimates(ExperimentInput input, Workload work, SimilarWork similar, EarlierStages earlier, MemoryPlan memory) {
        this.input = requireNonNull(input, "input is null");
        this.work = requireNonNull(work, "work is null");
        this.similar = requireNonNull(similar, "similar is null");
        this.earlier = requireNonNull(earlier, "earlier is null");
        this.memory = requireNonNull(memory, "memory is null");
    }

    PlannedStage of(ForeseenStage stage) {
        PlannedStage planned = similarly(stage);
        return stage.outlook() instanceof Outlook.Recomputed standing
                ? planned.lasting(asLong(earlier.of(standing.stage())))
                : planned;
    }

    private PlannedStage similarly(ForeseenStage stage) {
        if (stage.stands()) {
            return new PlannedStage(stage.name(), stage.outlook(), Tokens.NONE, Optional.empty(), OptionalLong.empty());
        }
        if (stage.seconds().isPresent()) {
            TimeEstimate measured = new TimeEstimate(stage.seconds().getAsDouble(), TimeEstimate.NOW);
            return unmodelled(stage, Optional.of(measured));
        }
        return switch (stage.kind()) {
            case ATTEMPTS -> attempts(stage);
            case FAILURES ->
                unmodelled(
                        stage, similar.failures().flatMap(manifest -> scaled(manifest, TASKS, work.trainingTasks())));
            case TRAIN -> training(stage);
            case EVALUATION -> evaluation(stage);
            case SAMPLED -> sampled(stage);
            case DATASET, GATE, REPORT, MODEL, SHARD ->
                unmodelled(stage, earlier.of(stage.kind()).stream().findFirst().map(Estimates::asLong));
        };
    }

    private static PlannedStage unmodelled(ForeseenStage stage, Optional<TimeEstimate> time) {
        return new PlannedStage(stage.name(), stage.outlook(), Tokens.NONE, time, OptionalLong.empty());
    }

    private PlannedStage attempts(ForeseenStage stage) {
        return answering(stage, work.trainingTasks(), work.mostAttemptTokens(), similar.attempts(), ArmName.VANILLA);
    }

    /**
     * Models write answers to tasks.
     *
     * @param mostTokens for all of them
     * @param earlier what did the same for each task; empty if nothing did
     */
    private PlannedStage answering(
            ForeseenStage stage, long tasks, long mostTokens, Optional<Manifest> earlier, String weights) {
        return new PlannedStage(
                stage.name(),
                stage.outlook(),
                new Tokens(
                        mostTokens,
                        earlier.map(manifest -> written(manifest, tasks)).orElse(OptionalLong.empty())),
                earlier.flatMap(manifest -> scaled(manifest, TASKS, tasks)),
                memory.writing(weights));
    }

    /** Tokens in proportion to the tasks; empty where they were not counted. */
    private static OptionalLong written(Manifest manifest, long tasks) {
        long then = manifest.summary().path(TASKS).asLong();
        OptionalLong tokens = GeneratedTokens.allOf(manifest);
        return then == 0 || tokens.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round((double) tokens.getAsLong() / then * tasks));
    }

    private PlannedStage training(ForeseenStage stage) {
        long steps = work.steps(stage.outlook() instanceof Outlook.Missing missing ? missing.step() : 0);
        TrainingObjective objective = stage.name().equals(TrainingObjective.FIRST_ANSWER.stage())
                ? TrainingObjective.FIRST_ANSWER
                : TrainingObjective.REFLECTION;
        // The control generates as many as the training on reflections.
        Optional<Manifest> generated = similar.training(TrainingObjective.REFLECTION);
        return new PlannedStage(
                stage.name(),
                stage.outlook(),
                new Tokens(
                        work.mostTrainingTokens(steps),
                        generated.map(manifest -> generated(manifest, steps)).orElse(OptionalLong.empty())),
                similar.training(objective).flatMap(manifest -> scaled(manifest, "steps", steps)),
                memory.training());
    }

    private static OptionalLong generated(Manifest manifest, long steps) {
        long done = manifest.summary().path("steps").asLong();
        long tokens = manifest.summary().path(TrainStage.GENERATED_TOKENS).asLong();
        return done == 0 || tokens == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round((double) tokens / done * steps));
    }

    private PlannedStage evaluation(ForeseenStage stage) {
        ArmName arm = stage.arm().orElseThrow();
        Optional<StageResult> model = Optional.ofNullable(input.models().get(arm.weights()));
        return answering(
                stage, work.testTasks(), work.mostArmTokens(arm), similar.evaluation(arm, model), arm.weights());
    }

    private PlannedStage sampled(ForeseenStage stage) {
        ArmName arm = stage.arm().orElseThrow();
        Optional<StageResult> model = Optional.ofNullable(input.models().get(arm.weights()));
        return answering(
                stage, work.sampledTasks(), work.mostSampledTokens(arm), similar.sampled(arm, model), arm.weights());
    }

    /** In proportion to what the summary counts. */
    private static Optional<TimeEstimate> scaled(Manifest manifest, String counted, long now) {
        long then = manifest.summary().path(counted).asLong();
        return then == 0
                ? Optional.empty()
                : Optional.of(new TimeEstimate(EarlierStages.seconds(manifest) / then * now, manifest.experiment()));
    }

    private static TimeEstimate asLong(Manifest manifest) {
        return new TimeEstimate(EarlierStages.seconds(manifest), manifest.experiment());
    }
}
