package dev.r3.activities.report;

import dev.r3.activities.dataset.ExperimentFamily;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.dataset.TaskCount;
import dev.r3.activities.dataset.TaskReader;
import dev.r3.activities.evaluation.EvaluationStage;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.evaluation.GeneratedTokens;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.progress.WorkListener;
import dev.r3.activities.promotion.DecidedGate;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCode;
import dev.r3.activities.stage.StageCost;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordRows;
import dev.r3.activities.training.ControlBudget;
import dev.r3.activities.training.StepMetrics;
import dev.r3.activities.training.TrainStage;
import dev.r3.model.benchmark.Machine;
import dev.r3.verifiers.api.AnswerNaming;
import dev.r3.verifiers.api.AnswerNaming.Naming;
import dev.r3.verifiers.api.ErrorType;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a report is made of from the stages before it: arm by arm, row by row. */
final class ReportReader {
    private static final String EVALUATION = StageKind.EVALUATION.label() + "/";
    private static final List<String> PLAIN_CURVES = List.of("reward", "completions/mean_length");
    private static final List<String> SHARE_CURVES = List.of("eval/validation/first_try", "eval/validation/second_try");

    /** A page of 20 MB at most has so much room for its tasks. */
    private static final long MOST_BOOK_BYTES = 18_000_000;

    private static final int LONGEST_TEXT = 8_000;

    /** Less of a text says nothing: it is as long as the note of what was left out. */
    private static final int SHORTEST_TEXT = 30;

    /** Where not all tasks have room, those that have are to be read. */
    private static final int LONGEST_TEXT_OF_SOME = 500;

    private final ReportInput input;
    private final ExperimentFamily<?> family;
    private final Optional<AnswerNaming<?>> naming;
    private final Stages stages;
    private final ArtifactStore store;
    private final Path scratch;

    ReportReader(ReportInput input, TaskFamilies families, Stages stages, ArtifactStore store, Path scratch) {
        this.input = input;
        this.family = ExperimentFamily.of(families, input.experiment());
        this.naming = families.naming(family.family().id());
        this.stages = stages;
        this.store = store;
        this.scratch = scratch;
    }

    /** What was read. */
    record Read(Figures figures, TaskBook.Written book) {}

    Read read(WorkListener listener) {
        ReflectionTemplates templates = templates();
        Path tasks = stages.download(named(StageKind.DATASET.label()), Side.TEST.fileName(), scratch);
        List<ArmTally> arms = arms(templates, tasks, listener);
        TaskBook.Written book = book(tasks);
        Comparison comparison = new Comparison(arms);
        Manifest failures = stages.manifest(named(StageKind.FAILURES.label()));
        Manifest train = stages.manifest(named(StageKind.TRAIN.label()));
        Figures figures = new Figures(
                experiment().spec().name(),
                family.family().id(),
                comparison.tasks(),
                comparison.figures(),
                templates.common().orElse(null),
                naming.map(AnswerNaming::description).orElse(null),
                curves(),
                book.flips(),
                new Figures.Training(
                        failures.summary().path("tasks").asLong(),
                        failures.summary().path("kept").asLong(),
                        experiment().spec().train().steps(),
                        train.summary().path("steps").asLong(),
                        train.summary().path("step").asLong()),
                ControlBudget.among(input.stages(), stages)
                        .map(Figures.Control::of)
                        .orElse(null),
                family.family().errorTypes().stream()
                        .collect(Collectors.toMap(
                                ErrorType::code, ErrorType::description, (one, other) -> one, TreeMap::new)),
                forgetting(),
                SampledFigures.of(
                        SampledResults.read(input.stages(), stages, scratch.resolve("sampled")),
                        experiment().spec().evaluate().sampled()),
                gate(),
                lineage());
        return new Read(figures, book);
    }

    private List<Figures.Forgetting> forgetting() {
        return ForgettingCheck.read(experiment(), input.stages(), stages, scratch.resolve("checks")).stream()
                .map(this::forgetting)
                .toList();
    }

    private Figures.Forgetting forgetting(ForgettingCheck check) {
        return new Figures.Forgetting(
                check.name(),
                check.spec().task().family(),
                Figures.Tries.of(check.vanilla()),
                Figures.Tries.of(check.trained()),
                Gain.of(check.trained().firstTryDifference(check.vanilla())),
                Gain.of(check.trained().secondTryDifference(check.vanilla())),
                check.spec().limit(),
                check.leftOut());
    }

    private Figures.@Nullable Gate gate() {
        return DecidedGate.among(input.stages(), stages)
                .map(DecidedGate::decision)
                .map(decision -> new Figures.Gate(decision.verdict().label(), decision.reason()))
                .orElse(null);
    }

    private ExperimentInput experiment() {
        return input.experiment();
    }

    private StageResult named(String name) {
        return input.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a report needs the stage " + name))
                .result();
    }

    private ReflectionTemplates templates() {
        String generic = experiment().spec().evaluate().genericReflection();
        try (RecordRows<TaskResult> vanilla =
                EvaluationStage.rows(stages, own(ArmName.VANILLA), scratch.resolve("vanilla"))) {
            return ReflectionTemplates.of(generic, vanilla);
        }
    }

    private List<ArmTally> arms(ReflectionTemplates templates, Path tasks, WorkListener listener) {
        Optional<DecidedGate> gate = DecidedGate.among(input.stages(), stages);
        List<NamedStage> evaluations = input.stages().stream()
                .filter(stage -> stage.name().startsWith(EVALUATION))
                .filter(stage -> gate.map(decided -> decided.shows(arm(stage))).orElse(true))
                .toList();
        List<ArmTally> arms = new ArrayList<>();
        for (NamedStage stage : evaluations) {
            listener.progressed(arms.size(), evaluations.size());
            Path folder = scratch.resolve("arm");
            try (RecordRows<TaskResult> results = EvaluationStage.rows(stages, stage.result(), folder)) {
                arms.add(tally(arm(stage), templates, tasks, results));
            }
        }
        listener.progressed(evaluations.size(), evaluations.size());
        return arms;
    }

    private static String arm(NamedStage evaluation) {
        return evaluation.name().substring(EVALUATION.length());
    }

    private ArmTally tally(String arm, ReflectionTemplates templates, Path file, RecordRows<TaskResult> results) {
        if (naming.isEmpty()) {
            return ArmTally.of(arm, templates, result -> Naming.UNKNOWN, results);
        }
        try (TaskReader<?> tasks = TaskReader.open(family.family(), file)) {
            return ArmTally.of(arm, templates, new NamedAnswers(naming.get(), family.options(), tasks), results);
        }
    }

    /** With texts as long as there is room for; where there is none for short ones, of some tasks alone. */
    private TaskBook.Written book(Path tasks) {
        Path before = EvaluationStage.file(stages, own(ArmName.VANILLA), scratch.resolve("before"));
        Path after = EvaluationStage.file(stages, own(ArmName.TRAINED), scratch.resolve("after"));
        for (int longest = LONGEST_TEXT; longest > SHORTEST_TEXT; longest /= 2) {
            try (TaskCourses courses = TaskCourses.open(family.family(), tasks, before, after)) {
                Optional<TaskBook.Written> book =
                        TaskBook.write(courses, scratch.resolve("tasks.txt"), longest, MOST_BOOK_BYTES);
                if (book.isPresent()) {
                    return book.get();
                }
            }
        }
        try (TaskCourses courses = TaskCourses.open(family.family(), tasks, before, after);
                TaskCourses again = TaskCourses.open(family.family(), tasks, before, after)) {
            return TaskBook.writeSome(
                    courses, again, scratch.resolve("tasks.txt"), LONGEST_TEXT_OF_SOME, MOST_BOOK_BYTES);
        }
    }

    private StageResult own(String weights) {
        return named(new ArmName(weights, SecondTryChoice.REFLECTION).stage());
    }

    private List<Curve> curves() {
        Path file = stages.download(named(StageKind.TRAIN.label()), TrainStage.METRICS, scratch);
        List<StepMetrics> steps = JsonLines.read(file, StepMetrics.class);
        List<Curve> curves = new ArrayList<>();
        PLAIN_CURVES.forEach(metric -> curves.add(Curve.of(metric, steps)));
        int mostTasks = experiment().spec().evaluate().validationTasks();
        if (mostTasks > 0) {
            int tasks = TaskCount.of(stages, named(StageKind.DATASET.label()), Side.VALIDATION, mostTasks);
            SHARE_CURVES.forEach(metric -> curves.add(Curve.ofShare(metric, steps, tasks)));
        }
        curves.removeIf(curve -> curve.points().isEmpty());
        return curves;
    }

    private SortedMap<String, String> lineage() {
        SortedMap<String, String> lineage = new TreeMap<>();
        lineage.put("spec", experiment().specDigest().hex());
        lineage.put("source", experiment().source().sha256().hex());
        lineage.put("verifier", experiment().verifier().hex());
        experiment()
                .models()
                .forEach((weights, model) ->
                        lineage.put("model/" + weights, model.content().hex()));
        experiment().forgetting().forEach((name, data) -> {
            lineage.put("source/" + name, data.source().sha256().hex());
            lineage.put("verifier/" + name, data.verifier().hex());
        });
        experiment()
                .parent()
                .ifPresent(parent -> lineage.put("parent", parent.training().hex()));
        input.stages().stream()
                .filter(stage -> stage.result().kind() != StageKind.ATTEMPTS)
                .forEach(stage ->
                        lineage.put(stage.name(), stage.result().content().hex()));
        return lineage;
    }

    /** What is another whenever the report is written. */
    Circumstances circumstances(Machine machine, long now) {
        return new Circumstances(
                experiment().id().value(),
                experiment().provenance().user(),
                experiment().provenance().commit(),
                now,
                machine,
                endpoints(),
                input.stages().stream().map(this::stage).toList());
    }

    private SortedMap<String, String> endpoints() {
        SortedMap<String, String> endpoints = new TreeMap<>();
        experiment()
                .spec()
                .evaluate()
                .endpoints()
                .forEach((weights, endpoint) -> endpoints.put(weights, endpoint.shown()));
        return endpoints;
    }

    private Circumstances.Stage stage(NamedStage named) {
        Manifest manifest = stages.manifest(named.result());
        StageResult result = named.result();
        StageCost cost = StageCost.of(manifest);
        OptionalLong tokens = GeneratedTokens.allOf(manifest);
        return new Circumstances.Stage(
                named.name(),
                result.digest().hex(),
                result.origin().name().toLowerCase(Locale.ROOT),
                result.explanation(),
                cost.seconds(),
                cost.coreSeconds().isPresent() ? cost.coreSeconds().getAsDouble() : null,
                cost.hardware(),
                tokens.isPresent() ? tokens.getAsLong() : null,
                GeneratedTokens.of(manifest).orElse(null),
                StageCode.of(manifest).digests(),
                store.address(result.manifest().key()));
    }
}
