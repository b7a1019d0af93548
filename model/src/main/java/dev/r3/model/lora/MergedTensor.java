package dev.r3.model.lora;

import dev.r3.model.checkpoint.FloatTensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * W + B A scale, computed as it is read.
 *
 * @param weight W, [out, in]
 * @param inner A, [rank, in]
 * @param outer B, [out, rank]
 */
record MergedTensor(FloatTensor weight, FloatTensor inner, FloatTensor outer, float scale) implements FloatTensor {
    MergedTensor {
        List<Long> whole = List.of(outer.shape().get(0), inner.shape().get(1));
        if (!weight.shape().equals(whole)
                || !inner.shape().get(0).equals(outer.shape().get(1))) {
            throw new IllegalArgumentException(
                    "factors " + inner.shape() + " and " + outer.shape() + " of a weight " + weight.shape());
        }
    }

    @Override
    public List<Long> shape() {
        return weight.shape();
    }

    @Override
    public void read(long first, FloatBuffer destination) {
        int start = destination.position();
        weight.read(first, destination);
        int end = destination.position();
        if (start == end) {
            return;
        }
        int columns = Math.toIntExact(weight.shape().get(1));
        int rank = Math.toIntExact(inner.shape().get(0));
        long firstRow = first / columns;
        long lastRow = (first + end - start - 1) / columns;
        float[] a = inner.toArray();
        float[] b = new float[Math.toIntExact((lastRow + 1 - firstRow) * rank)];
        outer.read(firstRow * rank, FloatBuffer.wrap(b));
        float[] change = new float[columns];
        int column = (int) (first % columns);
        int place = start;
        for (int row = 0; row <= lastRow - firstRow; row++) {
            change(a, b, row * rank, change);
            for (; column < columns && place < end; column++, place++) {
                destination.put(place, destination.get(place) + scale * change[column]);
            }
            column = 0;
        }
    }

    /** One row of B A; b holds B's row from a place on. */
    private static void change(float[] a, float[] b, int from, float[] change) {
        Arrays.fill(change, 0);
        for (int i = 0; i < a.length / change.length; i++) {
            int line = i * change.length;
            for (int column = 0; column < change.length; column++) {
                change[column] += b[from + i] * a[line + column];
            }
        }
    }
}
