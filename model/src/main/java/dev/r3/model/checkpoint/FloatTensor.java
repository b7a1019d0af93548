package dev.r3.model.checkpoint;

import java.nio.FloatBuffer;
import java.util.List;

/** A tensor whose elements are read as floats piece by piece, so that no model has to fit the heap. */
public interface FloatTensor {
    /** Sizes of the axes, outermost first; empty for a single number. */
    List<Long> shape();

    /**
     * Fills the rest of a buffer.
     *
     * @param first index of the first element, in row-major order
     */
    void read(long first, FloatBuffer destination);

    default long elements() {
        return shape().stream().reduce(1L, Math::multiplyExact);
    }

    /** All elements, for tensors that fit an array. */
    default float[] toArray() {
        float[] values = new float[Math.toIntExact(elements())];
        read(0, FloatBuffer.wrap(values));
        return values;
    }
}
