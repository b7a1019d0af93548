package dev.r3.model.decoder;

import dev.r3.model.checkpoint.FloatTensor;
import java.nio.FloatBuffer;
import java.util.List;

/** A tensor on the heap. */
final class ArrayTensor implements FloatTensor {
    private final List<Long> shape;
    private final float[] values;

    ArrayTensor(List<Long> shape, float[] values) {
        this.shape = List.copyOf(shape);
        this.values = values.clone();
    }

    @Override
    public List<Long> shape() {
        return shape;
    }

    @Override
    public void read(long first, FloatBuffer destination) {
        destination.put(values, Math.toIntExact(first), destination.remaining());
    }
}
