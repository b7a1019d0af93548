package dev.r3.model.grpo;

import java.util.ArrayList;
import java.util.List;

/** Runs an objective over a whole optimiser step, as the trainer does. */
final class Steps {
    private Steps() {}

    /** The terms of each completion, in order. */
    static List<LossTerms> terms(Objective objective, List<List<CompletionTokens>> microBatches) {
        List<MicroBatchSize> sizes = microBatches.stream().map(Steps::size).toList();
        StepSize step = StepSize.of(sizes);
        List<LossTerms> terms = new ArrayList<>();
        for (int i = 0; i < microBatches.size(); i++) {
            for (CompletionTokens completion : microBatches.get(i)) {
                terms.add(objective.terms(completion, step, sizes.get(i)));
            }
        }
        return terms;
    }

    static StepMetrics metrics(List<LossTerms> terms) {
        return terms.stream().map(StepMetrics::of).reduce(StepMetrics.NONE, StepMetrics::plus);
    }

    static double loss(Objective objective, List<List<CompletionTokens>> microBatches) {
        return metrics(terms(objective, microBatches)).loss();
    }

    /** Micro-batches of so many completions; the last may have fewer. */
    static <T> List<List<T>> cut(List<T> completions, int size) {
        List<List<T>> cut = new ArrayList<>();
        for (int i = 0; i < completions.size(); i += size) {
            cut.add(completions.subList(i, Math.min(completions.size(), i + size)));
        }
        return cut;
    }

    private static MicroBatchSize size(List<CompletionTokens> completions) {
        return MicroBatchSize.of(
                completions.stream().map(CompletionTokens::lossTokens).toList());
    }
}
