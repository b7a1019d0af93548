package dev.r3.model.train;

import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.decoder.ComputeThreads;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.Precision;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.grpo.GroupScaledAdvantage;
import dev.r3.model.grpo.LossTokens;
import dev.r3.model.grpo.LossType;
import dev.r3.model.grpo.Objective;
import dev.r3.model.grpo.PlainKl;
import dev.r3.model.grpo.TokenRatio;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.CosineRate;
import dev.r3.model.optimize.DriftGate;
import dev.r3.model.optimize.VerdictGate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.policy.LocalPolicy;
import dev.r3.model.policy.TemplateSettings;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.RetryContext;
import dev.r3.model.reflect.TurnSettings;
import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import dev.r3.model.snapshot.Retention;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotListener;
import dev.r3.model.snapshot.SnapshotStore;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.verifiers.api.Prompts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A run of a few steps on a fixture; as a program it prints each step, so that a test knows when to kill it. */
final class SmallRun {
    static final long STEPS = 24;

    private static final String FIXTURE = "qwen2-tied";
    private static final int TASKS = 3;
    private static final long SEED = 7;

    private SmallRun() {}

    /**
     * Runs, or goes on.
     *
     * @param arguments the folder of the snapshots
     */
    public static void main(String[] arguments) throws IOException, GateException {
        ComputeThreads.use(2);
        Snapshot last = run(Path.of(arguments[0]), (step, steps, metrics, rollouts) -> {
            // The test reads it.
            System.out.println("step " + step);
            System.out.flush();
        });
        System.out.println("finished " + last.folder().getFileName());
    }

    static Snapshot run(Path snapshots, TrainingListener<Episode> listener) throws IOException, GateException {
        try (Checkpoint origin = Checkpoint.open(Fixtures.folder(FIXTURE));
                ChatTokenizer chat = ChatTokenizer.open(Fixtures.folder(FIXTURE));
                Decoder decoder = Decoder.load(origin, Precision.FLOAT32);
                Decoder frozen = Decoder.load(origin, Precision.FLOAT32);
                LocalPolicy policy =
                        new LocalPolicy(chat, decoder, new GenerationLimits(16, 160), TemplateSettings.NONE);
                SnapshotStore store = SnapshotStore.open(snapshots, new Retention(2), new Quiet())) {
            DecoderTraining training = DecoderTraining.of(decoder);
            GrpoTraining<Episode> run = new GrpoTraining<>(
                    new ReflectRollouts(policy, episodes(), LossTokens.REFLECTION, SmallRun::tasks, SEED),
                    new GrpoTrainer(training, Optional.of(new FrozenReference(frozen)), config().grpo()),
                    new ModelFiles(origin, training),
                    SmallRun::firstAnswers,
                    Optional.empty(),
                    config(),
                    listener);
            return run.run(
                    store,
                    new RunDigests("spec", "data", "verifier"),
                    Map.of("threads", Integer.toString(ComputeThreads.inUse())));
        }
    }

    /** A listener for which a damaged snapshot is a fault of the test's. */
    static SnapshotListener strict() {
        return new Quiet();
    }

    static List<EpisodeStart> tasks(WrittenRollouts before) {
        long batch = before.batches();
        return IntStream.range(0, TASKS)
                .mapToObj(i -> EpisodeStart.atTask(new CoinTask((int) batch * TASKS + i).episode()))
                .toList();
    }

    private static List<AnchorAnswer> firstAnswers(long step) {
        int token = 20 + (int) step;
        return List.of(
                new AnchorAnswer(new int[] {5, token}, new int[] {7, 8, 9}),
                new AnchorAnswer(new int[] {6}, new int[] {token}));
    }

    static EpisodeConfig episodes() {
        return new EpisodeConfig(
                new Prompts("", "Toss coin {number}.", "Reflect.", "Toss again."),
                TurnSettings.atTemperature(1, 4),
                TurnSettings.atTemperature(1, 6),
                TurnSettings.atTemperature(1, 4),
                4,
                1,
                RetryContext.CONVERSATION);
    }

    static GrpoTrainingConfig config() {
        Objective objective = new Objective(
                LossType.GRPO.normalisation(6),
                new TokenRatio(),
                LossType.GRPO.surrogate(0.2, 0.2),
                Optional.of(new PlainKl(0.04)));
        AdamWConfig adamW = AdamWConfig.defaults(new CosineRate(1e-3, new WarmupSteps(2)));
        GrpoConfig grpo = new GrpoConfig(
                new GroupScaledAdvantage(),
                objective,
                1,
                1,
                400,
                PrefixSharing.ON,
                LayerMemory.KEPT,
                adamW,
                new DriftGate(1e-2, 1e-1),
                Optional.of(new AnchorConfig(0.5, 1)));
        return new GrpoTrainingConfig(grpo, STEPS, SEED, new VerdictGate(1, 0), 50, 1, Optional.of(new Refill(2, 2)));
    }

    /** What is damaged or left over is what the test is about. */
    private static final class Quiet implements SnapshotListener {
        @Override
        public void damaged(Damage damage) {
            throw new IllegalStateException("a committed snapshot is damaged: " + damage);
        }

        @Override
        public void environmentDiffers(Path folder, List<EnvironmentDifference> differences) {
            throw new IllegalStateException(differences.toString());
        }

        @Override
        public void removedLeftover(Path folder) {}

        @Override
        public void notRemoved(Path folder, IOException reason) {}
    }
}
