package dev.r3.model.check;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DrawRule;
import dev.r3.model.decoder.KeyValueCache;
import dev.r3.model.decoder.RowExtension;
import dev.r3.model.decoder.Trunk;
import java.util.List;

/** The distributions that tokens are drawn from, on the decoder's own scores. */
final class SamplingCheck {
    private static final double TOLERANCE = 1e-5;

    private final Decoder decoder;
    private final CloseTally probabilities = CloseTally.absolute("sampling distributions", TOLERANCE);
    private final EqualTally supports = new EqualTally("sampling supports");

    SamplingCheck(Decoder decoder) {
        this.decoder = decoder;
    }

    List<CheckGroup> compare(SamplingReference reference) {
        int[] prompt = reference.prompt().ids();
        try (KeyValueCache cache = KeyValueCache.of(decoder);
                NDManager scope = decoder.newScope()) {
            cache.resize(1, prompt.length);
            NDArray next = cache.extend(scope, List.of(new RowExtension(0, Trunk.NONE, 0, prompt, prompt.length)));
            for (SamplingReference.Case expected : reference.cases()) {
                compare(expected, cache.distribution(next, new DrawRule(expected.settings(), 0, prompt)));
            }
        }
        return List.of(probabilities.result(), supports.result());
    }

    private void compare(SamplingReference.Case expected, float[] found) {
        probabilities.compare(expected.place(), expected.probabilities().toArray(), found);
        for (LikelyToken token : expected.top()) {
            probabilities.compare(expected.place() + ".top8 token", token.token(), token.value(), found[token.token()]);
        }
        int support = 0;
        for (float probability : found) {
            support += probability > 0 ? 1 : 0;
        }
        supports.compare(expected.place() + ".support", expected.support(), support);
    }
}
