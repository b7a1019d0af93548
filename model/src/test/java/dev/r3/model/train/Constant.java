package dev.r3.model.train;

import dev.r3.model.checkpoint.FloatTensor;
import java.nio.FloatBuffer;
import java.util.List;

/** A tensor of one value. */
record Constant(List<Long> shape, float value) implements FloatTensor {
    Constant {
        shape = List.copyOf(shape);
    }

    @Override
    public void read(long first, FloatBuffer destination) {
        while (destination.hasRemaining()) {
            destination.put(value);
        }
    }
}
