package dev.r3.infra.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.ChampionStanding;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.EpochTrackingInput;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.GateInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.OutcomeInput;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.ReportInput;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.SecondTryChoice;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrackedRun;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.WeightsInput;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The largest experiment that is let through has messages as small as promised, whatever makes it large. */
class MessageSizesTest {
    private static final int MOST = 64 << 10;
    private static final int MANY = 120;

    /** Of a gate that looked at as many checks of forgetting as an experiment may have. */
    private static final String REASON = "r".repeat(2_500);

    private static final String LONG_NAME = "n".repeat(40);
    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final Recomputation AGAIN = new Recomputation("cd".repeat(32));

    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        Files.writeString(folder.resolve("tasks.jsonl"), "{\"target\":3,\"nums\":[1,2]}\n");
    }

    /** @param what makes the experiment larger than it may be where there are {@link #MANY} of it */
    @ParameterizedTest
    @CsvSource({
        "baselines of folders, '    B: folder', baselines, false",
        "baselines behind servers, '    B: { endpoint: http://host:8000/v1, model: a/b }', baselines, false",
        "sampled baselines, '    B: folder', baselines, true",
        "checks, '    B: { task: { family: countdown }, source: others.jsonl, limit: 0.1 }', forgetting, true",
        "prompts, '    B: { task: { family: countdown, prompts: { retry: \"{reflection} {question} {prompts}\" } }, source: others.jsonl, limit: 0.1 }', forgetting, false",
        "texts, '    B: { task: { family: countdown, prompts: { retry: \"{reflection} {question} {texts}\" } }, source: others.jsonl, limit: 0.1 }', forgetting, false"
    })
    void theLargestExperimentHasSmallMessages(String what, String line, String key, boolean sampled) throws Exception {
        int largest = 0;
        while (MessageSizes.check(file(line, key, sampled, largest + 1)).isEmpty()) {
            largest++;
        }
        assertThat(largest).as(what).isBetween(1, MANY);
        assertSmall(file(line, key, sampled, largest).spec());
    }

    private SpecFile file(String line, String key, boolean sampled, int count) throws SpecException, IOException {
        StringBuilder yaml = new StringBuilder(
                "name: %s\ntask: { family: countdown }\ndata: { source: tasks.jsonl }\n".formatted(LONG_NAME));
        yaml.append("evaluate:\n  task-grpo: true\n");
        if (sampled) {
            yaml.append("  sampled: { samples: 16, controls: true }\n");
        }
        yaml.append("  ").append(key).append(":\n");
        for (int i = 0; i < count; i++) {
            String name = "%s-%03d".formatted(LONG_NAME.substring(0, 36), i);
            yaml.append(line.replace("B", name)
                            .replace("{texts}", "\\\"…\\n".repeat(500))
                            .replace("{prompts}", "p".repeat(30_000)))
                    .append('\n');
        }
        return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml));
    }

    private static void assertSmall(ExperimentSpec spec) {
        ExperimentInput input = input(spec);
        RunKey run = new RunKey(input, "01234567-89ab-cdef-0123-456789abcdef", Long.MAX_VALUE);
        List<NamedStage> stages = stages(spec);
        StageResult model = stage(StageKind.TRAIN);
        Champion champion =
                new Champion(1_000, input.id(), model, Optional.of("w".repeat(100)), REASON, Long.MAX_VALUE);
        assertSmall(TrackingInput.of(run, Long.MAX_VALUE, stages, TrackingInput.State.FINISHED));
        assertSmall(new OutcomeInput(run, stages));
        assertSmall(new GateInput(input, stages, new ChampionStanding(Optional.of(champion))));
        assertSmall(new ReportInput(input, stages));
        TrainingInput training =
                TrainingInput.onReflections(input, model, model).onFirstAnswers(model);
        // The start of a training has both; each of its epochs has one.
        assertSmall(new EpochTrackingInput(run.start(), training, Long.MAX_VALUE));
        assertSmall(new WeightsInput(input, model, model, ArmName.TRAINED, SecondTryChoice.CONTROLS, ""));
        assertSmall(new ExperimentResult(input.id(), stages, TrackedRun.waiting("why ".repeat(100))));
    }

    private static void assertSmall(Object message) {
        assertThat(DefaultDataConverter.newDefaultInstance()
                        .toPayload(message)
                        .orElseThrow()
                        .getSerializedSize())
                .as(message.getClass().getSimpleName())
                .isLessThanOrEqualTo(MOST);
    }

    /** All that is done, as {@code ExperimentWorkflow} names it. */
    private static List<NamedStage> stages(ExperimentSpec spec) {
        List<NamedStage> stages = new ArrayList<>();
        for (StageKind kind : List.of(
                StageKind.DATASET,
                StageKind.ATTEMPTS,
                StageKind.FAILURES,
                StageKind.TRAIN,
                StageKind.TRAIN,
                StageKind.GATE,
                StageKind.REPORT)) {
            stages.add(new NamedStage(kind.label(), stage(kind)));
        }
        List<ArmName> arms = new ArrayList<>();
        for (String weights : List.of(ArmName.VANILLA, ArmName.TRAINED)) {
            arms.add(new ArmName(weights, SecondTryChoice.REFLECTION));
            SecondTryChoice.CONTROLS.forEach(control -> arms.add(new ArmName(weights, control)));
            spec.evaluate().forgetting().keySet().forEach(check -> arms.add(ArmName.checking(check, weights)));
        }
        arms.add(new ArmName(ArmName.TASK_GRPO, SecondTryChoice.REFLECTION));
        arms.add(new ArmName(ArmName.champion(1_000), SecondTryChoice.REFLECTION));
        spec.evaluate()
                .baselines()
                .keySet()
                .forEach(name -> arms.add(new ArmName(ArmName.baseline(name), SecondTryChoice.REFLECTION)));
        for (ArmName arm : arms) {
            stages.add(new NamedStage(arm.stage(), stage(StageKind.EVALUATION)));
            if (spec.evaluate().sampled().enabled() && arm.check().isEmpty()) {
                stages.add(new NamedStage(SampledInput.stage(arm.label()), stage(StageKind.SAMPLED)));
            }
        }
        spec.evaluate()
                .forgetting()
                .keySet()
                .forEach(check -> stages.add(new NamedStage(CheckedData.stage(check), stage(StageKind.DATASET))));
        return stages;
    }

    private static ExperimentInput input(ExperimentSpec spec) {
        SortedMap<String, StageResult> models = new TreeMap<>();
        models.put(ArmName.VANILLA, stage(StageKind.MODEL));
        spec.evaluate()
                .baselines()
                .keySet()
                .forEach(name -> models.put(ArmName.baseline(name), stage(StageKind.MODEL)));
        SortedMap<String, CheckedData> checks = new TreeMap<>();
        spec.evaluate().forgetting().keySet().forEach(check -> checks.put(check, new CheckedData(DIGEST, source())));
        ExperimentId id = ExperimentId.of(spec.name(), DIGEST);
        return new ExperimentInput(
                id,
                spec,
                DIGEST,
                DIGEST,
                source(),
                models,
                StageKind.REPORT,
                new ExperimentInput.Provenance("u".repeat(32), "ab".repeat(20)),
                Optional.of(AGAIN),
                Optional.of(new ParentTraining(
                        id, DIGEST, DIGEST, Long.MAX_VALUE, Optional.of(DIGEST), Optional.of(AGAIN))),
                checks,
                Optional.empty());
    }

    private static ArtifactRef source() {
        return new ArtifactRef(ArtifactKey.of("inputs", DIGEST.hex(), "n".repeat(255)), DIGEST, Long.MAX_VALUE);
    }

    /** With the longest of explanations: an experiment of a long name was faster, and memory had run out. */
    private static StageResult stage(StageKind kind) {
        return new StageResult(
                kind,
                DIGEST,
                new ArtifactRef(
                        ArtifactKey.of("stages", kind.label(), DIGEST.hex(), AGAIN.folder(), "manifest.json"),
                        DIGEST,
                        1_000_000),
                DIGEST,
                StageResult.Origin.RECOMPUTED,
                "adopted abababababab from %s, which committed it first; memory ran out: 1000 steps were done with half the tokens at a time (policy.cache-tokens where it was above policy.context-tokens, train.micro-batch-tokens), which may change last bits"
                        .formatted(ExperimentId.of(LONG_NAME, DIGEST)));
    }
}
