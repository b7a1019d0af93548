package dev.r3.activities.failures;

import dev.r3.activities.failure.DataFailure;
import dev.r3.model.generate.RandomStream;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.train.AnchorAnswer;
import dev.r3.model.train.AnchorAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Draws a step's answers among all sampled ones, by seed and step; one may come twice. */
final class SampledAnchor implements AnchorAnswers {
    private final List<AnchorAnswer> answers;
    private final int size;
    private final long seed;

    SampledAnchor(List<KeptAttempts> attempts, int size, long seed) {
        this.answers = answers(attempts);
        this.size = size;
        this.seed = seed;
        if (answers.isEmpty()) {
            throw new DataFailure("no first answer was written, so there is nothing to anchor training to");
        }
    }

    private static List<AnchorAnswer> answers(List<KeptAttempts> attempts) {
        List<AnchorAnswer> answers = new ArrayList<>();
        for (KeptAttempts task : attempts) {
            int[] prompt = Tokens.array(task.prompt());
            task.sampled().stream()
                    .map(KeptAnswer::tokens)
                    .filter(tokens -> !tokens.isEmpty())
                    .forEach(tokens -> answers.add(new AnchorAnswer(prompt, Tokens.array(tokens))));
        }
        return answers;
    }

    @Override
    public List<AnchorAnswer> at(long step) {
        RandomStream random = new SampleKey(seed, "anchor", "all", Math.toIntExact(step)).stream();
        return IntStream.range(0, size)
                .mapToObj(i -> answers.get(random.below(answers.size(), i)))
                .toList();
    }
}
