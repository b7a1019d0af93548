package dev.r3.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.Precision;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.grpo.LossTokens;
import dev.r3.model.lora.FreshAdapter;
import dev.r3.model.lora.LoraConfig;
import dev.r3.model.optimize.VerdictGate;
import dev.r3.model.policy.LocalPolicy;
import dev.r3.model.policy.TemplateSettings;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FirstAnswerConfig;
import dev.r3.model.reflect.TaskAttempts;
import dev.r3.model.reflect.TurnSettings;
import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.Retention;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotStore;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.verifiers.api.Prompts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs other than the method's own: plain GRPO on adapters, with refill and validation. */
class GrpoTrainingRunsTest {
    private static final String FIXTURE = "qwen2-tied";
    private static final RunDigests DIGESTS = new RunDigests("spec", "data", "verifier");

    private static final int NEVER = 100;

    @TempDir
    Path folder;

    private final List<SortedMap<String, Double>> metrics = new ArrayList<>();
    private final List<Integer> rollouts = new ArrayList<>();

    @Test
    void stoppedAndResumedAdaptersAreAsIfNothingHadStopped() throws Exception {
        Snapshot undisturbed = run("undisturbed", config(6, Optional.empty()), stopAfter(NEVER));
        assertThatThrownBy(() -> run("disturbed", config(6, Optional.empty()), stopAfter(2)))
                .hasMessage("stopped");
        Snapshot resumed = run("disturbed", config(6, Optional.empty()), stopAfter(NEVER));
        assertThat(resumed.state()).isEqualTo(undisturbed.state());
        for (String file : List.of("adapter/adapter_model.safetensors", "optimizer.safetensors")) {
            assertThat(resumed.file(file)).hasSameBinaryContentAs(undisturbed.file(file));
        }
    }

    @Test
    void aStepIsRefilledUntilEnoughGroupsDiffer() throws Exception {
        run("refilled", config(4, Optional.of(new Refill(3, 5))), Optional.empty());
        assertThat(rollouts).anySatisfy(written -> assertThat(written).isGreaterThan(2));
        assertThat(rollouts).allSatisfy(written -> assertThat(written).isBetween(2, 10));
        for (SortedMap<String, Double> step : metrics) {
            if (step.getOrDefault("rollout/batches", 0.) < 5) {
                assertThat(step).containsEntry("frac_reward_zero_std", 0.);
            }
        }
    }

    @Test
    void theBestValidatedSnapshotIsKept() throws Exception {
        double[] values = {0.2, 0.7, 0.3, 0.7, 0.1, 0.1};
        run("validated", config(6, Optional.empty()), Optional.of(new Validation() {
            private int next;

            @Override
            public String metric() {
                return "eval/second_try";
            }

            @Override
            public SortedMap<String, Double> measure() {
                return new TreeMap<>(Map.of(metric(), values[next++], "eval/first_try", 0.1));
            }
        }));
        assertThat(metrics.get(1)).containsEntry("eval/second_try", 0.7).containsEntry("eval/first_try", 0.1);
        try (SnapshotStore store = store("validated")) {
            Snapshot best =
                    store.best(new ExpectedRun("spec", "data", Map.of())).orElseThrow();
            assertThat(best.state().step()).isEqualTo(2);
            assertThat(best.file("adapter/adapter_config.json")).exists();
        }
    }

    @Test
    void anotherTemperatureThanTheRolloutsIsRefused() {
        assertThatThrownBy(() -> {
                    TaskRollouts source = new TaskRollouts(
                            new Unused(),
                            FirstAnswerConfig.sampled(
                                    new Prompts("", "Toss.", "Reflect.", "Again."),
                                    TurnSettings.atTemperature(0.7, 4),
                                    4),
                            GrpoTrainingRunsTest::tasks,
                            1);
                    try (Decoder decoder = decoder()) {
                        training(decoder, source, config(1, Optional.empty()), Optional.empty());
                    }
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("completions are sampled at temperature 0.7 but trained at 1.0");
    }

    @Test
    void firstAnswersAreNotTrainedByEpisodes() {
        assertThatThrownBy(() -> new ReflectRollouts(
                        new Unused(), SmallRun.episodes(), LossTokens.FIRST_ANSWER, SmallRun::tasks, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("first answers are trained without episodes");
    }

    private Snapshot run(String name, GrpoTrainingConfig config, Optional<Validation> validation)
            throws IOException, GateException {
        try (Decoder decoder = decoder();
                ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(FIXTURE));
                LocalPolicy policy =
                        new LocalPolicy(chat, decoder, new GenerationLimits(16, 160), TemplateSettings.NONE);
                SnapshotStore store = store(name)) {
            FirstAnswerConfig answers = FirstAnswerConfig.sampled(
                    new Prompts("", "Toss coin {number}.", "Reflect.", "Again."), TurnSettings.atTemperature(1, 4), 4);
            TaskRollouts source = new TaskRollouts(policy, answers, GrpoTrainingRunsTest::tasks, 3);
            return training(decoder, source, config, validation).run(store, DIGESTS, Map.of());
        }
    }

    private GrpoTraining<TaskAttempts> training(
            Decoder decoder, TaskRollouts source, GrpoTrainingConfig config, Optional<Validation> validation) {
        DecoderTraining training = DecoderTraining.of(decoder);
        return new GrpoTraining<>(
                source,
                new GrpoTrainer(training, Optional.of(new AdapterFreeReference(decoder)), config.grpo()),
                new AdapterFiles("base", decoder, training),
                step -> List.of(new AnchorAnswer(new int[] {5, 6}, new int[] {7, 8})),
                validation,
                config,
                (step, steps, named, written) -> {
                    metrics.add(named);
                    rollouts.add(written.written().size());
                });
    }

    private static Optional<Validation> stopAfter(int validations) {
        return Optional.of(new Validation() {
            private int done;

            @Override
            public String metric() {
                return "none";
            }

            @Override
            public SortedMap<String, Double> measure() {
                if (done++ == validations) {
                    throw new IllegalStateException("stopped");
                }
                return new TreeMap<>(Map.of(metric(), 0.0));
            }
        });
    }

    private SnapshotStore store(String name) throws IOException {
        return SnapshotStore.open(folder.resolve(name), new Retention(2), SmallRun.strict());
    }

    private static Decoder decoder() throws IOException {
        try (Checkpoint origin = Checkpoint.open(Fixtures.folder(FIXTURE))) {
            return Decoder.load(
                    origin, new FreshAdapter(new LoraConfig(List.of("all-linear"), 4, 8), 1), Precision.FLOAT32);
        }
    }

    private static List<EpisodeTask> tasks(WrittenRollouts before) {
        long batch = before.batches();
        return IntStream.range(0, 2)
                .mapToObj(i -> new CoinTask((int) batch * 2 + i).episode())
                .toList();
    }

    private static GrpoTrainingConfig config(long steps, Optional<Refill> refill) {
        return new GrpoTrainingConfig(SmallRun.config().grpo(), steps, 7, new VerdictGate(1, 0), 50, 1, refill);
    }
}
