package dev.r3.model.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.TokenBatch;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The decoder's scores of single prompts, a row of logits at a time. */
final class LogitsCheck {
    private static final double TOLERANCE = 1e-4;

    private final Decoder decoder;
    private final CloseTally logits = CloseTally.absolute("logits", TOLERANCE);
    private final CloseTally logProbs = CloseTally.absolute("token log-probs", TOLERANCE);
    private final EqualTally likeliest = new EqualTally("most likely tokens");
    private final CloseTally likelihoods = CloseTally.absolute("top log-probs and entropy", TOLERANCE);

    LogitsCheck(Decoder decoder) {
        this.decoder = decoder;
    }

    List<CheckGroup> compare(List<PromptReference> prompts) {
        prompts.forEach(this::compare);
        return Stream.of(logits.result(), logProbs.result(), likeliest.result(), likelihoods.result())
                .filter(group -> group.compared() > 0)
                .toList();
    }

    private void compare(PromptReference prompt) {
        TokenBatch batch = TokenBatch.paddedRight(List.of(prompt.ids()), 0);
        try (NDManager scope = decoder.newScope()) {
            NDArray computed = decoder.logits(scope, batch);
            for (int i = 0; i < prompt.positions().size(); i++) {
                logits.compare(
                        prompt.place() + ".logits[" + i + "]",
                        ReferenceTensors.row(prompt.logits(), i),
                        row(computed, 0, prompt.positions().get(i)));
            }
            compareNext(prompt, row(computed, 0, batch.width() - 1));
            float[] tokens = decoder.tokenLogProbs(scope, batch).toFloatArray();
            for (int i = 1; i < tokens.length; i++) {
                logProbs.compare(
                        prompt.place() + ".token_logprobs", i, prompt.logProbs().get(i - 1), tokens[i]);
            }
        }
    }

    private void compareNext(PromptReference prompt, float[] last) {
        NextToken next = NextToken.of(last);
        OptionalInt expected = prompt.lastArgmax();
        if (expected.isPresent()) {
            likeliest.compare(prompt.place() + ".last_argmax", expected.getAsInt(), next.likeliest());
        }
        for (LikelyToken token : prompt.lastTop()) {
            likelihoods.compare(
                    prompt.place() + ".last_top5 token", token.token(), token.value(), next.logProb(token.token()));
        }
        prompt.lastEntropy()
                .ifPresent(
                        entropy -> likelihoods.compare(prompt.place() + ".entropy_last", 0, entropy, next.entropy()));
    }

    /** The logits after one token, of [B, T, V]. */
    static float[] row(NDArray logits, int row, int column) {
        try (NDArray values = logits.get(row, column)) {
            return values.toFloatArray();
        }
    }
}
