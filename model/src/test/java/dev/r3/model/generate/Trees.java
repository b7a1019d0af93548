package dev.r3.model.generate;

import dev.r3.model.decoder.Sampling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Trees of completions: a task, its answer, three reflections on it, a retry after each. */
final class Trees {
    static final int COMPLETIONS_OF_A_TASK = 1 + 3 + 3;

    private Trees() {}

    /** Everything that is written from these prompts. */
    static Map<SampleKey, Generation> write(Generator generator, List<int[]> prompts) {
        Map<SampleKey, Generation> written = new HashMap<>();
        generator.run(roots(prompts), generation -> {
            written.put(generation.request().key(), generation);
            return next(generation);
        });
        return written;
    }

    private static List<GenerationRequest> roots(List<int[]> prompts) {
        List<GenerationRequest> roots = new ArrayList<>();
        for (int task = 0; task < prompts.size(); task++) {
            SampleKey key = new SampleKey(1, "answer", "task-" + task, 0);
            roots.add(new GenerationRequest(
                    Context.of(prompts.get(task)), key, Sampling.greedy(), 7 + task, StopRule.none()));
        }
        return roots;
    }

    private static List<GenerationRequest> next(Generation done) {
        SampleKey key = done.request().key();
        if (key.stage().equals("answer")) {
            Context request = done.context().then(new int[] {11, 12, 13});
            return IntStream.range(0, 3)
                    .mapToObj(sample -> new GenerationRequest(
                            request,
                            new SampleKey(1, "reflection", key.task(), sample),
                            new Sampling(0.9, 0, 1, 0, 1),
                            4 + 2 * sample,
                            StopRule.none()))
                    .toList();
        }
        if (key.stage().equals("reflection")) {
            Context retry = done.context().then(new int[] {21, 22});
            return List.of(new GenerationRequest(
                    retry,
                    new SampleKey(1, "retry", key.task(), key.sample()),
                    new Sampling(0.7, 30, 0.95, 0, 1.1),
                    6,
                    StopRule.none()));
        }
        return List.of();
    }
}
