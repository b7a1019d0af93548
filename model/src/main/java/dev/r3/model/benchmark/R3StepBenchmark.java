package dev.r3.model.benchmark;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderTraining;
import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.RandomWeights;
import dev.r3.model.decoder.Roofline;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.Generation;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.generate.GenerationRequest;
import dev.r3.model.generate.Generator;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.generate.StopRule;
import dev.r3.model.grpo.GroupScaledAdvantage;
import dev.r3.model.grpo.LossType;
import dev.r3.model.grpo.Objective;
import dev.r3.model.grpo.PlainKl;
import dev.r3.model.grpo.TokenRatio;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.ConstantRate;
import dev.r3.model.optimize.DriftGate;
import dev.r3.model.optimize.WarmupSteps;
import dev.r3.model.train.FrozenReference;
import dev.r3.model.train.GateException;
import dev.r3.model.train.GrpoConfig;
import dev.r3.model.train.GrpoTrainer;
import dev.r3.model.train.PrefixSharing;
import dev.r3.model.train.RewardedCompletion;
import dev.r3.model.train.RewardedCompletion.Ending;
import dev.r3.model.train.RewardedGroup;
import dev.r3.model.train.UpdateReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * One step of the method with every length forced: reflections on failures, a retry for each, a reward that depends on
 * the retry's last token, and an update on the reflections with a KL penalty to the model as it was.
 *
 * @param failures prompts of {@code promptLength} tokens: task, failed answer and reflection request
 * @param group reflections on each
 * @param retryRequest tokens between reflection and retry
 * @param sharing of prompts in the update
 * @param steps timed; an untimed one comes first
 */
public record R3StepBenchmark(
        BenchmarkShape shape,
        int failures,
        int group,
        int promptLength,
        int reflection,
        int retryRequest,
        int retry,
        PrefixSharing sharing,
        LayerMemory layerMemory,
        long microBatchTokens,
        int steps) {
    private static final int RETRY_REQUEST_TOKEN = 7;

    public R3StepBenchmark {
        for (int count : new int[] {failures, group, promptLength, reflection, retryRequest, retry, steps}) {
            if (count < 1) {
                throw new IllegalArgumentException("failures, group, lengths and steps must be positive");
            }
        }
    }

    public R3StepResult run() throws GateException {
        try (Decoder decoder = Decoder.load(shape.config(), new RandomWeights(0, 0.02), Precision.FLOAT32);
                Decoder reference = Decoder.load(shape.config(), new RandomWeights(0, 0.02), Precision.FLOAT32)) {
            GrpoTrainer trainer =
                    new GrpoTrainer(DecoderTraining.of(decoder), Optional.of(new FrozenReference(reference)), grpo());
            List<R3StepResult.Step> measured = new ArrayList<>();
            for (int step = 0; step <= steps; step++) {
                R3StepResult.Step one = step(decoder, trainer, step);
                if (step > 0) {
                    measured.add(one);
                }
            }
            double flops = new TrainingFlops(shape.config()).ofGroups(failures, promptLength, group, reflection);
            return new R3StepResult(
                    Parameters.of(shape.config()), measured, flops, PeakMemory.resident(), Roofline.measure());
        }
    }

    private R3StepResult.Step step(Decoder decoder, GrpoTrainer trainer, int step) throws GateException {
        long start = System.nanoTime();
        Rollout rollout = new Rollout(step);
        int longest = promptLength + reflection + retryRequest + retry;
        // The cache of a step is gone before its update: both are the large part of a step's memory.
        try (Generator generator =
                new Generator(decoder, tokens -> "", new GenerationLimits(failures * (group + 1), longest))) {
            generator.run(rollout.reflections(), rollout::after);
        }
        double generating = (System.nanoTime() - start) / 1e9;
        double reflecting = (rollout.firstRetry - start) / 1e9;
        List<UpdateReport> reports = trainer.step(rollout.groups(), List.of(), step, steps + 1);
        double all = (System.nanoTime() - start) / 1e9;
        return new R3StepResult.Step(
                all, reflecting, generating - reflecting, reports.get(0).seconds());
    }

    private GrpoConfig grpo() {
        Objective objective = new Objective(
                LossType.GRPO.normalisation(reflection),
                new TokenRatio(),
                LossType.GRPO.surrogate(0.2, 0.2),
                Optional.of(new PlainKl(0.001)));
        AdamWConfig adamW = AdamWConfig.defaults(new ConstantRate(1e-5, new WarmupSteps(0)));
        return new GrpoConfig(
                new GroupScaledAdvantage(),
                objective,
                1,
                1,
                microBatchTokens,
                sharing,
                layerMemory,
                adamW,
                new DriftGate(1e-3, 1e-2),
                Optional.empty());
    }

    /** The completions of one step. */
    private final class Rollout {
        private final int step;
        private final List<int[]> prompts = new ArrayList<>();
        private final Generation[][] reflections = new Generation[failures][group];
        private final double[][] rewards = new double[failures][group];
        private final IdentityHashMap<GenerationRequest, Generation> retried = new IdentityHashMap<>();
        private long firstRetry;

        private Rollout(int step) {
            this.step = step;
        }

        private List<GenerationRequest> reflections() {
            SplittableRandom random = new SplittableRandom(step);
            List<GenerationRequest> requests = new ArrayList<>();
            for (int failure = 0; failure < failures; failure++) {
                int[] tokens = random.ints(promptLength, 3, shape.config().vocabularySize())
                        .toArray();
                prompts.add(tokens);
                Context prompt = Context.of(tokens);
                for (int sample = 0; sample < group; sample++) {
                    requests.add(request("reflection", failure, sample, prompt, reflection));
                }
            }
            return requests;
        }

        private List<GenerationRequest> after(Generation generation) {
            SampleKey key = generation.request().key();
            int failure = Integer.parseInt(key.task());
            Generation reflected = retried.remove(generation.request());
            if (reflected != null) {
                int[] tokens = generation.tokens();
                rewards[failure][key.sample()] = tokens[tokens.length - 1] % 2;
                return List.of();
            }
            if (firstRetry == 0) {
                firstRetry = System.nanoTime();
            }
            reflections[failure][key.sample()] = generation;
            int[] asked = new int[retryRequest];
            Arrays.fill(asked, RETRY_REQUEST_TOKEN);
            GenerationRequest next =
                    request("retry", failure, key.sample(), generation.context().then(asked), retry);
            retried.put(next, generation);
            return List.of(next);
        }

        private GenerationRequest request(String turn, int failure, int sample, Context context, int length) {
            SampleKey key = new SampleKey(0, turn + "/" + step, String.valueOf(failure), sample);
            return new GenerationRequest(context, key, Sampling.atTemperature(1), length, StopRule.none());
        }

        private List<RewardedGroup> groups() {
            List<RewardedGroup> groups = new ArrayList<>();
            for (int failure = 0; failure < failures; failure++) {
                List<RewardedCompletion> completions = new ArrayList<>();
                for (int sample = 0; sample < group; sample++) {
                    completions.add(RewardedCompletion.of(
                            reflections[failure][sample].draws(),
                            OptionalDouble.of(rewards[failure][sample]),
                            Ending.AT_TOKEN_LIMIT));
                }
                groups.add(new RewardedGroup(prompts.get(failure), completions));
            }
            return groups;
        }
    }
}
