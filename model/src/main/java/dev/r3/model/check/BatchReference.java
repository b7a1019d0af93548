package dev.r3.model.check;

import static java.util.Objects.requireNonNull;

import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.TokenBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prompts as one padded batch and what transformers computed for it.
 *
 * @param side where the padding stands
 * @param rows without padding
 * @param padding the token that pads
 * @param lastLogits [B, V] after each row's last token
 * @param logProbs of each row's tokens given those before them, from the second on
 * @param greedy the most likely continuation of each row; none where the file has none
 */
public record BatchReference(
        String place,
        Side side,
        List<List<Integer>> rows,
        int padding,
        FloatTensor lastLogits,
        List<List<Double>> logProbs,
        List<List<Integer>> greedy) {
    /** Where the padding stands. */
    public enum Side {
        LEFT("left"),
        RIGHT("right");

        private final String text;

        Side(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    public BatchReference {
        requireNonNull(place, "place is null");
        requireNonNull(side, "side is null");
        requireNonNull(lastLogits, "last logits is null");
        rows = rows.stream().map(List::copyOf).toList();
        logProbs = logProbs.stream().map(List::copyOf).toList();
        greedy = greedy.stream().map(List::copyOf).toList();
    }

    static BatchReference read(ReferenceNode batch, Side side, ReferenceTensors tensors) {
        List<ReferenceNode> padded = batch.at("input_ids").elements();
        batch.at("input_ids").require(!padded.isEmpty(), "at least one row");
        List<ReferenceNode> masks = rowsOf(batch.at("attention_mask"), padded.size());
        List<ReferenceNode> logProbs = rowsOf(batch.at("token_logprobs"), padded.size());
        int width = padded.get(0).elements().size();
        List<List<Integer>> rows = new ArrayList<>();
        List<List<Double>> values = new ArrayList<>();
        for (int row = 0; row < padded.size(); row++) {
            int length = length(masks.get(row), width, side);
            int start = side == Side.LEFT ? width - length : 0;
            rows.add(rowsOf(padded.get(row), width).subList(start, start + length).stream()
                    .map(ReferenceNode::natural)
                    .toList());
            values.add(rowsOf(logProbs.get(row), width).subList(start + 1, start + length).stream()
                    .map(ReferenceNode::number)
                    .toList());
        }
        batch.at("attention_mask").require(rows.stream().anyMatch(row -> row.size() == width), "a row without padding");
        return new BatchReference(
                batch.place(),
                side,
                rows,
                batch.at("pad_token_id").natural(),
                tensors.matrix(batch.at("last_logits_tensor"), rows.size()),
                values,
                batch.find("greedy24_hf_generate")
                        .map(greedy -> rowsOf(greedy, padded.size()).stream()
                                .map(ReferenceNode::naturals)
                                .toList())
                        .orElse(List.of()));
    }

    private static List<ReferenceNode> rowsOf(ReferenceNode array, int count) {
        List<ReferenceNode> elements = array.elements();
        array.require(elements.size() == count, "an array of " + count);
        return elements;
    }

    /** How many ones a mask has; they stand together at the side without padding. */
    private static int length(ReferenceNode mask, int width, Side side) {
        List<Integer> bits = mask.naturals();
        int length = Math.toIntExact(bits.stream().filter(bit -> bit == 1).count());
        List<Integer> expected = IntStream.range(0, width)
                .mapToObj(column -> (side == Side.LEFT ? width - 1 - column : column) < length ? 1 : 0)
                .toList();
        mask.require(length > 0 && bits.equals(expected), width + " zeros and ones, padded on the " + side);
        return length;
    }

    public TokenBatch batch() {
        List<int[]> ids = rows.stream()
                .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        return side == Side.LEFT ? TokenBatch.paddedLeft(ids, padding) : TokenBatch.paddedRight(ids, padding);
    }
}
