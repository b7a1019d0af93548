package dev.r3.model.decoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.r3.model.checkpoint.Fixtures;
import dev.r3.model.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What transformers computed for a fixture's checkpoint: reference.json and the tensors it names. */
final class Reference implements AutoCloseable {
    private final JsonNode json;
    private final SafetensorsFile tensors;

    private Reference(JsonNode json, SafetensorsFile tensors) {
        this.json = json;
        this.tensors = tensors;
    }

    static Reference open(String fixture) throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Fixtures.folder(fixture).resolve("reference.json").toFile());
        return new Reference(json, SafetensorsFile.open(Fixtures.folder(fixture).resolve("reference.safetensors")));
    }

    /**
     * A prompt.
     *
     * @param logits [T, V], of a long prompt only the first and last four rows
     * @param logProbs of each token; NaN for the first
     */
    record Prompt(int[] tokens, float[] logits, double[] logProbs) {}

    /**
     * The first three prompts as a padded batch.
     *
     * @param lastLogits [B, V] at each row's last token
     * @param logProbs [B, T]; NaN where the file says that they mean nothing
     */
    record Batch(List<int[]> rows, int padding, float[] lastLogits, double[][] logProbs) {}

    List<Prompt> prompts() {
        List<Prompt> prompts = new ArrayList<>();
        for (JsonNode prompt : json.get("prompts")) {
            prompts.add(new Prompt(
                    ints(prompt.get("input_ids")),
                    tensors.tensor(prompt.get("logits_tensor").textValue()).toArray(),
                    doubles(prompt.get("token_logprobs"))));
        }
        return prompts;
    }

    Batch batch(String side) {
        JsonNode batch = json.get("batch_" + side + "_padded");
        List<int[]> rows = new ArrayList<>();
        List<double[]> logProbs = new ArrayList<>();
        for (int row = 0; row < batch.get("input_ids").size(); row++) {
            int[] padded = ints(batch.get("input_ids").get(row));
            int[] mask = ints(batch.get("attention_mask").get(row));
            rows.add(IntStream.range(0, padded.length)
                    .filter(i -> mask[i] == 1)
                    .map(i -> padded[i])
                    .toArray());
            double[] values = doubles(batch.get("token_logprobs").get(row));
            int[] judged = ints(batch.get("token_logprobs_valid").get(row));
            for (int i = 0; i < values.length; i++) {
                values[i] = judged[i] == 1 ? values[i] : Double.NaN;
            }
            logProbs.add(values);
        }
        float[] last =
                tensors.tensor(batch.get("last_logits_tensor").textValue()).toArray();
        return new Batch(rows, batch.get("pad_token_id").intValue(), last, logProbs.toArray(double[][]::new));
    }

    @Override
    public void close() {
        tensors.close();
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).intValue();
        }
        return values;
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).isNull() ? Double.NaN : array.get(i).doubleValue();
        }
        return values;
    }
}
