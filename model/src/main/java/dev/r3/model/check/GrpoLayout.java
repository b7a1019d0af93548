package dev.r3.model.check;

import dev.r3.model.decoder.TrainingBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How samples become a batch. All of their completions' tokens are judged, in their order. */
enum GrpoLayout {
    /** Prompts are trunks, and completions branches: a prompt is computed once. */
    SHARED_PROMPTS {
        @Override
        TrainingBatch batch(List<GrpoSample> samples) {
            TrainingBatch.Builder batch = TrainingBatch.builder();
            Map<List<Integer>, Integer> trunks = new HashMap<>();
            for (GrpoSample sample : samples) {
                int[] prompt = sample.prompt();
                int[] completion = sample.completion();
                List<Integer> key = IntStream.of(prompt).boxed().toList();
                int branch = batch.branch(trunks.computeIfAbsent(key, absent -> batch.trunk(prompt)), completion);
                IntStream.range(0, completion.length).forEach(place -> batch.judgeBranch(branch, place));
            }
            return batch.build();
        }
    },
    /** Each sample is a trunk. */
    WHOLE_SEQUENCES {
        @Override
        TrainingBatch batch(List<GrpoSample> samples) {
            TrainingBatch.Builder batch = TrainingBatch.builder();
            for (GrpoSample sample : samples) {
                int[] sequence =
                        sample.sequence().stream().mapToInt(Integer::intValue).toArray();
                int trunk = batch.trunk(sequence);
                IntStream.range(sample.prompt().length, sequence.length)
                        .forEach(place -> batch.judgeTrunk(trunk, place));
            }
            return batch.build();
        }
    };

    abstract TrainingBatch batch(List<GrpoSample> samples);
}
