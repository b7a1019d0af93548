package dev.r3.model.generate;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Draw;
import java.util.List;

/**
 * A completion.
 *
 * @param draws its tokens with their log-probabilities; the last one is the stop token, if one ended it
 * @param text of its tokens without the special ones, cut after a stop string
 * @param context the request's context followed by the tokens: what to go on from
 */
public record Generation(
        GenerationRequest request, List<Draw> draws, FinishReason finish, String text, Context context) {
    public Generation {
        requireNonNull(request, "request is null");
        draws = List.copyOf(draws);
        requireNonNull(finish, "finish is null");
        requireNonNull(text, "text is null");
        requireNonNull(context, "context is null");
    }

    public int[] tokens() {
        return draws.stream().mapToInt(Draw::token).toArray();
    }
}
