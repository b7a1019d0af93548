package dev.r3.model.check;

import static java.util.Objects.requireNonNull;

import dev.r3.model.checkpoint.FloatTensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A prompt and what transformers computed for it.
 *
 * @param place in reference.json
 * @param text what the tokens are of; empty for drawn tokens
 * @param logits [positions, V]
 * @param positions of the tokens whose logits are kept
 * @param logProbs of each token given those before it, from the second on
 * @param lastArgmax the most likely token after the last
 * @param lastTop the likeliest tokens after the last, with their log-probabilities
 * @param lastEntropy of the next token's distribution, in nats
 * @param greedy the most likely continuation
 * @param greedyText its text, where the file has it
 */
public record PromptReference(
        String place,
        Optional<String> text,
        List<Integer> tokens,
        FloatTensor logits,
        List<Integer> positions,
        List<Double> logProbs,
        OptionalInt lastArgmax,
        List<LikelyToken> lastTop,
        OptionalDouble lastEntropy,
        List<Integer> greedy,
        Optional<String> greedyText) {
    private static final String ENDS = "first 4 and last 4 positions";
    private static final int END_ROWS = 4;

    public PromptReference {
        requireNonNull(place, "place is null");
        requireNonNull(text, "text is null");
        requireNonNull(logits, "logits is null");
        requireNonNull(greedyText, "greedy text is null");
        tokens = List.copyOf(tokens);
        positions = List.copyOf(positions);
        logProbs = List.copyOf(logProbs);
        lastTop = List.copyOf(lastTop);
        greedy = List.copyOf(greedy);
    }

    static PromptReference read(ReferenceNode prompt, ReferenceTensors tensors) {
        List<Integer> tokens = prompt.at("input_ids").naturals();
        prompt.at("input_ids").require(!tokens.isEmpty(), "at least one token");
        List<Integer> positions = positions(prompt.at("logits_rows"), tokens.size());
        return new PromptReference(
                prompt.place(),
                prompt.find("text").map(ReferenceNode::text),
                tokens,
                tensors.matrix(prompt.at("logits_tensor"), positions.size()),
                positions,
                logProbs(prompt.at("token_logprobs"), tokens.size()),
                prompt.find("last_argmax").stream()
                        .mapToInt(ReferenceNode::natural)
                        .findFirst(),
                prompt.find("last_top5").map(LikelyToken::readAll).orElse(List.of()),
                prompt.find("entropy_last").stream()
                        .mapToDouble(ReferenceNode::number)
                        .findFirst(),
                prompt.find("greedy48").map(ReferenceNode::naturals).orElse(List.of()),
                prompt.find("greedy48_text").map(ReferenceNode::text));
    }

    private static List<Integer> positions(ReferenceNode rows, int tokens) {
        rows.require(rows.text().equals("all") || rows.text().equals(ENDS), "'all' or '" + ENDS + "'");
        if (rows.text().equals("all")) {
            return IntStream.range(0, tokens).boxed().toList();
        }
        rows.require(tokens >= 2 * END_ROWS, "'all' for " + tokens + " tokens");
        return IntStream.concat(IntStream.range(0, END_ROWS), IntStream.range(tokens - END_ROWS, tokens))
                .boxed()
                .toList();
    }

    /** The first token has none: nothing is before it. */
    private static List<Double> logProbs(ReferenceNode values, int tokens) {
        values.require(values.elements().size() == tokens, tokens + " numbers, one a token");
        return values.elements().stream().skip(1).map(ReferenceNode::number).toList();
    }

    /** The tokens, for a {@link dev.r3.model.decoder.TokenBatch}. */
    public int[] ids() {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }
}
