package dev.r3.model.check;

import dev.r3.model.checkpoint.CheckpointException;
import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.checkpoint.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The tensors of a GRPO reference: B rows, prompts padded on the left and completions on the right. */
final class GrpoTensors implements AutoCloseable {
    private final SafetensorsFile file;
    private final long[][] prompts; // [B, P]
    private final long[][] promptMask;
    private final long[][] completions; // [B, C]
    private final long[][] completionMask;
    private final long[][] reflectionMask;

    private GrpoTensors(SafetensorsFile file) {
        this.file = file;
        this.prompts = file.wholeNumbers("prompt_ids");
        this.promptMask = likeFirst("prompt_mask", prompts);
        this.completions = file.wholeNumbers("completion_ids");
        this.completionMask = likeFirst("completion_mask", completions);
        this.reflectionMask = likeFirst("reflection_mask", completions);
        if (prompts.length != completions.length) {
            throw wrong("completion_ids", prompts.length + " rows, as prompt_ids has", completions.length + " rows");
        }
    }

    static GrpoTensors open(Path path) {
        if (!Files.exists(path)) {
            throw new CheckpointException(path, "file", "the tensors to compare with", "no such file");
        }
        SafetensorsFile file = SafetensorsFile.open(path);
        boolean opened = false;
        try {
            GrpoTensors tensors = new GrpoTensors(file);
            opened = true;
            return tensors;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    /** B. */
    int rows() {
        return prompts.length;
    }

    int[] promptTokens(int row) {
        return tokens("prompt_ids", prompts[row], promptMask[row], row, Side.LEFT);
    }

    int[] completionTokens(int row) {
        return tokens("completion_ids", completions[row], completionMask[row], row, Side.RIGHT);
    }

    /** Whether each of a completion's tokens is of the reflection. */
    boolean[] reflection(int row, int length) {
        boolean[] reflection = new boolean[length];
        for (int i = 0; i < length; i++) {
            reflection[i] = flag("reflection_mask", reflectionMask[row], row, i);
        }
        return reflection;
    }

    /** What a [B, C] tensor has for a completion's tokens. */
    double[] values(String name, int row, int length) {
        List<Long> shape = List.of((long) rows(), (long) completions[0].length);
        return widened(ReferenceTensors.row(tensor(name, shape), row), length);
    }

    /** A number a row. */
    double[] vector(String name) {
        return widened(tensor(name, List.of((long) rows())).toArray(), rows());
    }

    FloatTensor tensor(String name, List<Long> shape) {
        FloatTensor tensor = file.tensor(name);
        if (!tensor.shape().equals(shape)) {
            throw wrong(name, "shape " + shape, "shape " + tensor.shape());
        }
        return tensor;
    }

    @Override
    public void close() {
        file.close();
    }

    private enum Side {
        LEFT,
        RIGHT
    }

    /** The tokens whose mask is 1; all others must stand on the padded side. */
    private int[] tokens(String name, long[] ids, long[] mask, int row, Side padded) {
        int count = (int) Arrays.stream(mask).filter(flag -> flag == 1).count();
        int first = padded == Side.LEFT ? mask.length - count : 0;
        boolean valid =
                IntStream.range(0, mask.length).allMatch(i -> mask[i] == (i >= first && i < first + count ? 1 : 0));
        if (count == 0 || !valid) {
            throw wrong(
                    name + "[" + row + "]",
                    "tokens, padded on the " + (padded == Side.LEFT ? "left" : "right"),
                    "a mask of " + Arrays.toString(mask));
        }
        int[] tokens = new int[count];
        for (int i = 0; i < count; i++) {
            long token = ids[first + i];
            if (token < 0 || token > Integer.MAX_VALUE) {
                throw wrong(name + "[" + row + "]", "a token", String.valueOf(token));
            }
            tokens[i] = (int) token;
        }
        return tokens;
    }

    private boolean flag(String name, long[] mask, int row, int column) {
        if (mask[column] != 0 && mask[column] != 1) {
            throw wrong(name + "[" + row + "]", "zeros and ones", String.valueOf(mask[column]));
        }
        return mask[column] == 1;
    }

    private long[][] likeFirst(String name, long[][] first) {
        long[][] matrix = file.wholeNumbers(name);
        if (matrix.length != first.length || matrix[0].length != first[0].length) {
            throw wrong(
                    name,
                    "shape [" + first.length + ", " + first[0].length + "]",
                    "shape [" + matrix.length + ", " + matrix[0].length + "]");
        }
        return matrix;
    }

    private static double[] widened(float[] values, int length) {
        return IntStream.range(0, length).mapToDouble(i -> values[i]).toArray();
    }

    private CheckpointException wrong(String place, String expected, String found) {
        return new CheckpointException(file.file(), place, expected, found);
    }
}
