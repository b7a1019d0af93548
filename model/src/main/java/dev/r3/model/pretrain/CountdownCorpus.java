package dev.r3.model.pretrain;

import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.countdown.CountdownFamily;
import java.util.List;
import java.util.stream.Stream;

/** What all documents of the corpus have in common. */
public final class CountdownCorpus {
    static final Prompts PROMPTS = new CountdownFamily().prompts();

    private CountdownCorpus() {}

    /**
     * What the prompts say between a task's numbers. It stands in every document; as a token each it leaves a small
     * model's time to the numbers.
     */
    public static List<String> phrases() {
        return Stream.of(PROMPTS.task(), PROMPTS.reflection(), PROMPTS.retry())
                .flatMap(prompt -> Prompts.phrases(prompt).stream())
                .distinct()
                .toList();
    }
}
