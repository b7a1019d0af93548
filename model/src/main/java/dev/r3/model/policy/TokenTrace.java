package dev.r3.model.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Draw;
import dev.r3.model.generate.Context;
import java.util.Arrays;
import java.util.List;

/**
 * A completion as the engine saw it, token by token: what a trainer needs.
 *
 * @param prompt the tokens that were read; completions of one conversation share the object
 * @param draws the tokens that were written, with their log-probabilities; the last is the stop token, if one ended it
 */
public record TokenTrace(Context prompt, List<Draw> draws) {
    public TokenTrace {
        requireNonNull(prompt, "prompt is null");
        draws = List.copyOf(draws);
    }

    /** The tokens that were written. */
    public int[] tokens() {
        return draws.stream().mapToInt(Draw::token).toArray();
    }

    /** The tokens that were read, followed by those that were written. */
    public int[] sequence() {
        int[] sequence = Arrays.copyOf(prompt.tokens(), prompt.length() + draws.size());
        System.arraycopy(tokens(), 0, sequence, prompt.length(), draws.size());
        return sequence;
    }
}
