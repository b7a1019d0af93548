package dev.r3.model.grpo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.SafetensorsFile;
import dev.r3.model.checkpoint.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What TRL computed for a folder: grpo_reference.json and grpo_reference.safetensors, by make_grpo_reference.py. */
final class GrpoReference implements AutoCloseable {
    private final JsonNode root;
    private final SafetensorsFile tensors;
    private final WholeNumbers wholeNumbers;

    private GrpoReference(JsonNode root, SafetensorsFile tensors, WholeNumbers wholeNumbers) {
        this.root = root;
        this.tensors = tensors;
        this.wholeNumbers = wholeNumbers;
    }

    static GrpoReference open(Path folder) throws IOException {
        JsonNode root = StrictJson.read(folder.resolve("grpo_reference.json"));
        Path tensors = folder.resolve("grpo_reference.safetensors");
        return new GrpoReference(root, SafetensorsFile.open(tensors), WholeNumbers.of(tensors));
    }

    int groupSize() {
        return root.path("group_size").intValue();
    }

    int maxCompletionLength() {
        return root.path("max_completion_length").intValue();
    }

    List<GrpoCase> cases() {
        List<GrpoCase> cases = new ArrayList<>();
        root.path("cases").forEach(json -> cases.add(GrpoCase.read(json)));
        return cases;
    }

    double[] vector(String name) {
        return widened(tensors.tensor(name).toArray());
    }

    double[][] matrix(String name) {
        FloatTensor tensor = tensors.tensor(name);
        int columns = Math.toIntExact(tensor.shape().get(1));
        double[] all = widened(tensor.toArray());
        double[][] rows = new double[Math.toIntExact(tensor.shape().get(0))][columns];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(all, row * columns, rows[row], 0, columns);
        }
        return rows;
    }

    /** Which tokens carry loss in a case: those of the completion or of the reflection in it. */
    boolean[][] lossMask(GrpoCase expected) {
        long[][] completion = wholeNumbers.matrix("completion_mask");
        long[][] chosen = wholeNumbers.matrix(expected.mask() + "_mask");
        boolean[][] mask = new boolean[completion.length][completion[0].length];
        for (int row = 0; row < mask.length; row++) {
            for (int column = 0; column < mask[row].length; column++) {
                mask[row][column] = completion[row][column] * chosen[row][column] == 1;
            }
        }
        return mask;
    }

    /** The completions of a case at its first step. */
    List<CompletionTokens> completions(GrpoCase expected) {
        double[][] policy = matrix("policy_per_token_logps");
        double[][] old = expected.isOnPolicy() ? policy : matrix("old_per_token_logps");
        double[][] reference = matrix("ref_per_token_logps");
        double[] advantages = vector(expected.advantages());
        boolean[][] mask = lossMask(expected);
        List<CompletionTokens> completions = new ArrayList<>();
        for (int row = 0; row < policy.length; row++) {
            double advantage = advantages[row] * expected.advantageFactor();
            completions.add(CompletionTokens.of(policy[row], old[row], mask[row], advantage)
                    .withReference(reference[row]));
        }
        return completions;
    }

    @Override
    public void close() {
        tensors.close();
    }

    private static double[] widened(float[] values) {
        double[] widened = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }
}
