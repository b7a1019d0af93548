package dev.r3.model.check;

import dev.r3.model.decoder.TokenScores;
import dev.r3.model.grpo.CompletionTokens;
import dev.r3.model.grpo.LossTerms;
import dev.r3.model.grpo.MeanSum;
import dev.r3.model.grpo.MicroBatchSize;
import dev.r3.model.grpo.Objective;
import dev.r3.model.grpo.StepMetrics;
import dev.r3.model.grpo.StepSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The loss of one forward pass over all samples.
 *
 * @param scores of all samples' completion tokens, one behind the other
 * @param terms of each sample
 * @param metrics under TRL's names
 */
record GrpoPass(TokenScores scores, List<LossTerms> terms, Map<String, Double> metrics) {

    static GrpoPass of(
            GrpoCase training,
            int maxCompletionLength,
            List<GrpoSample> samples,
            double[] advantages,
            TokenScores scores) {
        Objective objective = training.objective(maxCompletionLength);
        double[] logProbs = scores.logProbs();
        List<CompletionTokens> completions = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < samples.size(); i++) {
            int end = first + samples.get(i).completion().length;
            completions.add(
                    training.completion(samples.get(i), Arrays.copyOfRange(logProbs, first, end), advantages[i]));
            first = end;
        }
        MicroBatchSize size = MicroBatchSize.of(
                completions.stream().map(CompletionTokens::lossTokens).toList());
        StepSize step = StepSize.of(List.of(size));
        List<LossTerms> terms = completions.stream()
                .map(completion -> objective.terms(completion, step, size))
                .toList();
        StepMetrics metrics = terms.stream()
                .map(StepMetrics::of)
                .reduce(StepMetrics.ofEntropy(entropy(training, samples, scores)), StepMetrics::plus);
        return new GrpoPass(scores, terms, metrics.named(objective.surrogate()));
    }

    /** Of the loss by each judged token's log-prob. */
    double[] derivatives() {
        return terms.stream()
                .flatMapToDouble(term -> DoubleStream.of(term.byLogProb()))
                .toArray();
    }

    private static MeanSum entropy(GrpoCase training, List<GrpoSample> samples, TokenScores scores) {
        double[] entropies = scores.entropies();
        MeanSum sum = MeanSum.NONE;
        int first = 0;
        for (GrpoSample sample : samples) {
            boolean[] mask = sample.lossMask(training.mask());
            int start = first;
            sum = sum.plus(MeanSum.of(IntStream.range(0, mask.length)
                    .filter(i -> mask[i])
                    .mapToDouble(i -> entropies[start + i])
                    .toArray()));
            first += mask.length;
        }
        return sum;
    }
}
