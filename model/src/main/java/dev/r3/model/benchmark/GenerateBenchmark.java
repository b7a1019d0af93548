package dev.r3.model.benchmark;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Precision;
import dev.r3.model.decoder.RandomWeights;
import dev.r3.model.decoder.Roofline;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.GenerationCounts;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.generate.GenerationRequest;
import dev.r3.model.generate.Generator;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.generate.StopRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Sampling at temperature 1 from a model with random weights: groups of completions, all of the same length.
 *
 * @param prompts different prompts
 * @param group completions of each
 * @param promptLength tokens
 * @param newTokens tokens of each completion
 * @param sharing whether a group's completions share their prompt's computation
 * @param repetitions timed runs; an untimed one comes first
 */
public record GenerateBenchmark(
        BenchmarkShape shape,
        Precision precision,
        int prompts,
        int group,
        int promptLength,
        int newTokens,
        Sharing sharing,
        int repetitions) {
    /** Whether a group's completions share their prompt. */
    public enum Sharing {
        SHARED,
        SEPARATE
    }

    public GenerateBenchmark {
        if (prompts < 1 || group < 1 || promptLength < 1 || newTokens < 1 || repetitions < 1) {
            throw new IllegalArgumentException("prompts, group, lengths and repetitions must be positive");
        }
    }

    public GenerateResult run() {
        try (Decoder decoder = Decoder.load(shape.config(), new RandomWeights(0, 0.02), precision);
                Generator generator = new Generator(
                        decoder, tokens -> "", new GenerationLimits(prompts * (group + 1), promptLength + newTokens))) {
            List<GenerationRequest> requests = requests();
            generator.complete(requests);
            GenerationCounts before = generator.counts();
            long workBefore = generator.multiplyAdds();
            double[] seconds = new double[repetitions];
            for (int i = 0; i < repetitions; i++) {
                long start = System.nanoTime();
                generator.complete(requests);
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
            GenerationCounts counts = generator.counts();
            // Before the roofline, whose own arrays are large.
            OptionalLong peak = PeakMemory.resident();
            return new GenerateResult(
                    (long) prompts * group * newTokens,
                    Arrays.stream(seconds).boxed().toList(),
                    (counts.prefilled() - before.prefilled()) / repetitions,
                    (counts.decoded() - before.decoded()) / repetitions,
                    (counts.steps() - before.steps()) / repetitions,
                    2.0 * (generator.multiplyAdds() - workBefore) / repetitions,
                    Parameters.of(shape.config()),
                    precision,
                    peak,
                    Roofline.measure());
        }
    }

    private List<GenerationRequest> requests() {
        SplittableRandom random = new SplittableRandom(1);
        List<GenerationRequest> requests = new ArrayList<>();
        for (int prompt = 0; prompt < prompts; prompt++) {
            int[] tokens = random.ints(promptLength, 3, shape.config().vocabularySize())
                    .toArray();
            Context shared = Context.of(tokens);
            for (int sample = 0; sample < group; sample++) {
                Context context = sharing == Sharing.SHARED ? shared : Context.of(tokens);
                SampleKey key = new SampleKey(0, "benchmark", "prompt-" + prompt, sample);
                requests.add(
                        new GenerationRequest(context, key, Sampling.atTemperature(1), newTokens, StopRule.none()));
            }
        }
        return requests;
    }
}
