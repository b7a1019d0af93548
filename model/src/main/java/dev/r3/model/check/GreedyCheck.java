package dev.r3.model.check;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.Generation;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.generate.GenerationRequest;
import dev.r3.model.generate.Generator;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.generate.StopRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The most likely continuations, as the generator writes them: cached, and rows of several lengths together. */
final class GreedyCheck {
    private static final int MOST_ROWS = 8;

    private final Decoder decoder;

    GreedyCheck(Decoder decoder) {
        this.decoder = decoder;
    }

    List<CheckGroup> compare(List<PromptReference> prompts, List<BatchReference> batches) {
        List<Row> alone = prompts.stream()
                .map(prompt -> new Row(prompt.place() + ".greedy48", prompt.tokens(), prompt.greedy()))
                .toList();
        List<CheckGroup> groups = new ArrayList<>(compare("greedy tokens", alone));
        for (BatchReference batch : batches) {
            List<Row> rows = new ArrayList<>();
            for (int row = 0; row < batch.greedy().size(); row++) {
                String place = batch.place() + ".greedy24_hf_generate[" + row + "]";
                rows.add(new Row(place, batch.rows().get(row), batch.greedy().get(row)));
            }
            groups.addAll(compare(batch.side() + "-padded greedy tokens", rows));
        }
        return groups;
    }

    /** A prompt and its expected continuation. */
    private record Row(String place, List<Integer> prompt, List<Integer> expected) {
        GenerationRequest request() {
            int[] tokens = prompt.stream().mapToInt(Integer::intValue).toArray();
            SampleKey unused = new SampleKey(0, "check", place, 0);
            return new GenerationRequest(
                    Context.of(tokens), unused, Sampling.greedy(), expected.size(), StopRule.none());
        }
    }

    private List<CheckGroup> compare(String name, List<Row> all) {
        List<Row> rows = all.stream().filter(row -> !row.expected().isEmpty()).toList();
        if (rows.isEmpty()) {
            return List.of();
        }
        int longest = rows.stream()
                .mapToInt(row -> row.prompt().size() + row.expected().size())
                .max()
                .orElseThrow();
        EqualTally tally = new EqualTally(name);
        GenerationLimits limits = new GenerationLimits(Math.min(MOST_ROWS, rows.size()), longest);
        try (Generator generator = new Generator(decoder, tokens -> "", limits)) {
            List<Generation> generations =
                    generator.complete(rows.stream().map(Row::request).toList());
            for (int row = 0; row < rows.size(); row++) {
                List<Integer> found =
                        Arrays.stream(generations.get(row).tokens()).boxed().toList();
                tally.compare(rows.get(row).place(), rows.get(row).expected(), found);
            }
        }
        return List.of(tally.result());
    }
}
