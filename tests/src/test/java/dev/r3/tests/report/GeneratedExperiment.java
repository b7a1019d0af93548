package dev.r3.tests.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.DatasetProfile;
import dev.r3.activities.dataset.ProfileFile;
import dev.r3.activities.dataset.ProofResult;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.dataset.SplitSizes;
import dev.r3.activities.dataset.TaskFile;
import dev.r3.activities.dataset.TaskId;
import dev.r3.activities.evaluation.TaskPasses;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.policy.Judgement;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Hardware;
import dev.r3.activities.stage.Maker;
import dev.r3.activities.stage.Sha256;
import dev.r3.activities.stage.SpecTree;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordFile;
import dev.r3.activities.training.StepMetrics;
import dev.r3.activities.training.TrainStage;
import dev.r3.infra.folder.FolderArtifactStore;
import dev.r3.infra.spec.SpecException;
import dev.r3.infra.spec.SpecReader;
import dev.r3.verifiers.api.Fingerprint;
import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.Task;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrainingObjective;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An experiment's committed stages with made-up results: eight arms on generated tasks.
 *
 * @param folder of the artifact store
 * @param tested its test tasks
 * @param texts what models are to have written in the first tasks' answers and reflections
 */
record GeneratedExperiment(Path folder, GeneratedTasks tested, List<String> texts) {
    private static final ExperimentId ID = new ExperimentId("r3-generated-0123456789ab");
    private static final String PROCESSOR = "Generated CPU 9000 4-Core Processor";
    /** Of R3, as made up as the rest. */
    static final Digest CODE = new Digest("c0de".repeat(16));

    private static final int STEPS = 200;

    /** Half of what the spec asks for. */
    static final int VALIDATION_TASKS = 250;

    /** Tasks that training has of those that forgetting is checked on. */
    static final int LEFT_OUT = 7;

    /** Where forgetting is checked. */
    static final String CHECK = "arithmetic-of-last-year";

    private static final String BASELINE = "ten-times-larger";

    GeneratedExperiment {
        texts = List.copyOf(texts);
    }

    /** On so many tasks of Countdown. */
    GeneratedExperiment(Path folder, int tasks, List<String> texts) {
        this(folder, GeneratedCountdown.of(tasks), texts);
    }

    int tasks() {
        return tested.tasks().size();
    }

    ArtifactStore store() {
        return new FolderArtifactStore(folder.resolve("store"));
    }

    Stages stages() {
        return new Stages(
                store(),
                folder.resolve("scratch"),
                Clock.systemUTC(),
                () -> Optional.of(new Maker(new Hardware(PROCESSOR, 4, 2), CODE)));
    }

    /** Commits all stages before the report. */
    ReportInput commit() throws IOException, SpecException, InvalidOptionException {
        Files.createDirectories(folder);
        List<NamedStage> done = new ArrayList<>();
        done.add(dataset());
        done.add(stage("attempts", StageKind.ATTEMPTS, Map.of(), SpecTree.empty()));
        done.add(stage(
                "failures",
                StageKind.FAILURES,
                Map.of(),
                SpecTree.empty().put("tasks", 4_000).put("kept", 3_100)));
        done.add(train());
        for (String weights : List.of(ArmName.VANILLA, ArmName.TRAINED)) {
            for (SecondTryChoice choice : SecondTryChoice.values()) {
                done.add(arm(new ArmName(weights, choice)));
            }
            done.add(sampled(weights));
        }
        done.add(stage(
                "gate",
                StageKind.GATE,
                Map.of(),
                SpecTree.empty()
                        .put("decision", "promoted")
                        .put("reason", "the second try beats <vanilla's>")
                        .put("model", "ab".repeat(32))));
        return new ReportInput(experiment("{}", new TreeMap<>()), done);
    }

    /** The same with all else that can be compared: plain GRPO, a larger model, and forgetting. */
    ReportInput compared(ReportInput input) throws IOException, SpecException, InvalidOptionException {
        List<NamedStage> done = new ArrayList<>(input.stages());
        done.add(stage(
                TrainingObjective.FIRST_ANSWER.stage(),
                StageKind.TRAIN,
                Map.of(),
                SpecTree.empty()
                        .put("step", STEPS)
                        .put("steps", STEPS)
                        .put(TrainStage.GENERATED_TOKENS, 1_200_000)
                        .put(TrainStage.MATCHED_TOKENS, 1_234_567)));
        for (String weights : List.of(ArmName.TASK_GRPO, ArmName.baseline(BASELINE))) {
            done.add(arm(new ArmName(weights, SecondTryChoice.REFLECTION)));
            done.add(sampled(weights));
        }
        DatasetProfile left =
                profile(tested.family().id(), tasks(), new TreeMap<>(Map.of("trained on", (long) LEFT_OUT)));
        done.add(stage(CheckedData.stage(CHECK), StageKind.DATASET, Map.of(), ProfileFile.tree(left)));
        for (String weights : List.of(ArmName.VANILLA, ArmName.TRAINED)) {
            done.add(arm(ArmName.checking(CHECK, weights)));
        }
        CheckedData checked = new CheckedData(
                input.experiment().verifier(), input.experiment().source());
        return new ReportInput(
                experiment(
                        "{ %s: { task: { family: %s }, source: others.jsonl, limit: 0.03 } }"
                                .formatted(CHECK, tested.family().id()),
                        new TreeMap<>(Map.of(CHECK, checked))),
                done);
    }

    /**
     * The same against a champion.
     *
     * @param untaught how many test tasks it can't have been trained on; empty if all
     */
    ReportInput contested(ReportInput input, OptionalInt untaught) {
        List<NamedStage> done = new ArrayList<>(input.stages());
        done.removeIf(stage -> stage.result().kind() == StageKind.GATE);
        done.add(arm(new ArmName(ArmName.champion(1), SecondTryChoice.REFLECTION)));
        ObjectNode decided = SpecTree.empty()
                .put("decision", "kept")
                .put("reason", "the second try does not beat champion-1's")
                .put("champion", 1)
                .put("model", "ab".repeat(32));
        untaught.ifPresent(tasks -> decided.put("champion-untaught", tasks));
        NamedStage gate = stage("gate against champion-1, " + untaught, StageKind.GATE, Map.of(), decided);
        done.add(new NamedStage("gate", gate.result()));
        return new ReportInput(input.experiment(), done);
    }

    private NamedStage dataset() {
        Path file = folder.resolve(Side.TEST.fileName());
        TaskFile.write(tested.tasks().stream().map(Task::row).iterator(), tested.family(), file);
        return stage(
                "dataset",
                StageKind.DATASET,
                Map.of(Side.TEST.fileName(), file),
                ProfileFile.tree(profile(tested.family().id(), tasks(), new TreeMap<>())));
    }

    private static DatasetProfile profile(String family, int testTasks, SortedMap<String, Long> rejects) {
        long all = 4_000L + VALIDATION_TASKS + testTasks;
        return new DatasetProfile(
                family,
                all + rejects.values().stream().mapToLong(Long::longValue).sum(),
                all,
                0,
                rejects,
                new SplitSizes(4_000, VALIDATION_TASKS, testTasks),
                "ab".repeat(32),
                new ProofResult(0, 0, all, all),
                List.of());
    }

    private NamedStage train() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        List<StepMetrics> steps = IntStream.rangeClosed(1, STEPS)
                .mapToObj(step -> {
                    TreeMap<String, Double> values = new TreeMap<>();
                    values.put("reward", 0.08 + 0.2 * (1 - Math.exp(-step / 60.0)) + 0.05 * random.nextDouble());
                    values.put("completions/mean_length", 30 + step / 8.0 + 6 * random.nextDouble());
                    if (step % 20 == 0) {
                        values.put(
                                "eval/validation/second_try",
                                Math.round((0.22 + step / 1_500.0) * VALIDATION_TASKS) / (double) VALIDATION_TASKS);
                    }
                    return new StepMetrics(step, 1_000L * step, values);
                })
                .toList();
        Path metrics = folder.resolve(TrainStage.METRICS);
        JsonLines.write(metrics, steps);
        return stage(
                "train",
                StageKind.TRAIN,
                Map.of(
                        TrainStage.METRICS,
                        metrics,
                        "config.json",
                        Files.writeString(folder.resolve("config.json"), "{}")),
                SpecTree.empty().put("step", 180).put("steps", STEPS).put("generated_tokens", 1_234_567));
    }

    private NamedStage arm(ArmName arm) {
        boolean trained = arm.weights().equals(ArmName.TRAINED);
        SplittableRandom first = new SplittableRandom(trained ? 2 : 1);
        SplittableRandom second = new SplittableRandom(arm.label().hashCode());
        double chance = trained && arm.secondTry() == SecondTryChoice.REFLECTION ? 0.25 : 0.06;
        List<TaskResult> results = new ArrayList<>();
        for (int i = 0; i < tasks(); i++) {
            String odd = i < texts.size() ? texts.get(i) : "";
            String tip = trained ? tested.tip(i) : "";
            results.add(result(i, arm.secondTry(), odd, tip, first, second, chance));
        }
        Path file = folder.resolve("results.parquet");
        Digest content = RecordFile.write(file, TaskResult.class, results);
        return stage(
                arm.stage(), StageKind.EVALUATION, Map.of(file.getFileName().toString(), file), tokens(arm), content);
    }

    /** Not counted in one arm, as in those of older runs. */
    private ObjectNode tokens(ArmName arm) {
        ObjectNode summary = SpecTree.empty().put("seconds", 12.5);
        if (arm.secondTry() != SecondTryChoice.FOREIGN_REFLECTION) {
            summary.putObject("generated_tokens")
                    .put("first_answers", 20L * tasks())
                    .put("reflections", 30L * tasks())
                    .put("retries", 15L * tasks());
        }
        return summary;
    }

    /** Sixteen courses of a hundred tasks: trained passes more often. */
    private NamedStage sampled(String weights) {
        SplittableRandom random = new SplittableRandom(3);
        double chance = weights.equals(ArmName.VANILLA) ? 0.2 : weights.equals(ArmName.TRAINED) ? 0.4 : 0.3;
        List<TaskPasses> passes = new ArrayList<>();
        int[] first = new int[17];
        int[] second = new int[17];
        for (int task = 0; task < 100; task++) {
            double own = chance * 2 * random.nextDouble();
            int passed = (int) random.doubles(16).filter(draw -> draw < own).count();
            int last = Math.min(16, passed + random.nextInt(4));
            first[passed]++;
            second[last]++;
            passes.add(new TaskPasses("task-" + task, 16, passed, last));
        }
        ObjectNode summary = SpecTree.empty().put("tasks", 100).put("samples", 16);
        Arrays.stream(first).forEach(summary.putArray("first_try")::add);
        Arrays.stream(second).forEach(summary.putArray("second_try")::add);
        Path file = folder.resolve("passes.parquet");
        Digest content = RecordFile.write(file, TaskPasses.class, passes);
        return stage(
                SampledInput.stage(weights),
                StageKind.SAMPLED,
                Map.of(file.getFileName().toString(), file),
                summary,
                content);
    }

    private TaskResult result(
            int task,
            SecondTryChoice choice,
            String odd,
            String tip,
            SplittableRandom first,
            SplittableRandom second,
            double chance) {
        String id = TaskId.of(tested.tasks().get(task)).value();
        String answer = odd + tested.answer(task, first);
        if (first.nextDouble() < 0.17) {
            return new TaskResult(id, answer, Judgement.PASSED, "", "", "", Judgement.NONE, "");
        }
        List<String> errors = tested.errors();
        String error = errors.get(first.nextInt(errors.size()));
        String reflection =
                choice == SecondTryChoice.NO_REFLECTION ? "" : odd + GeneratedReflections.next(second) + tip;
        boolean passed = second.nextDouble() < chance;
        return new TaskResult(
                id,
                answer,
                Judgement.FAILED,
                error,
                reflection,
                odd + tested.answer(task, second),
                passed ? Judgement.PASSED : Judgement.FAILED,
                passed ? "" : errors.get(second.nextInt(errors.size())));
    }

    private ExperimentInput experiment(String forgetting, SortedMap<String, CheckedData> checks)
            throws IOException, SpecException, InvalidOptionException {
        TaskFamily<?> family = tested.family();
        Digest verifier = new Digest(
                Fingerprint.of(family, Options.of(family.options(), Map.of())).value());
        StageResult model =
                stage("model", StageKind.MODEL, Map.of(), SpecTree.empty()).result();
        Path source = Files.writeString(folder.resolve("tasks.jsonl"), "{}");
        return new ExperimentInput(
                ID,
                spec(forgetting),
                Sha256.of(new byte[] {1}),
                verifier,
                store().put(ArtifactKey.of("inputs", "tasks.jsonl"), source),
                new TreeMap<>(Map.of(ArmName.VANILLA, model)),
                StageKind.REPORT,
                new ExperimentInput.Provenance("ada", "0123456789abcdef0123456789abcdef01234567"),
                Optional.empty(),
                Optional.empty(),
                checks,
                Optional.empty());
    }

    private ExperimentSpec spec(String forgetting) throws IOException, SpecException {
        Path file = Files.writeString(
                folder.resolve("generated.yaml"), """
                name: generated
                task: { family: %s }
                data: { source: tasks.jsonl }
                policy: { checkpoint: model }
                evaluate:
                  validation-tasks: 500
                  generic-reflection: "</script><b>again"
                  sampled: { samples: 16, temperature: 0.7, tasks: 100 }
                  forgetting: %s
                """.formatted(tested.family().id(), forgetting));
        return SpecReader.read(file).spec();
    }

    private NamedStage stage(String name, StageKind kind, Map<String, Path> files, JsonNode summary) {
        return stage(name, kind, files, summary, Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
    }

    private NamedStage stage(String name, StageKind kind, Map<String, Path> files, JsonNode summary, Digest content) {
        StageIdentity identity = StageIdentity.of(kind, 1, SpecTree.empty().put("name", name), Map.of());
        return new NamedStage(name, stages().run(identity, ID, scratch -> StageOutput.of(files, content, summary)));
    }
}
